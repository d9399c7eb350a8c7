package dev.posse.conformance.check;

import java.lang.reflect.Method;

/** Virtual threads, where the JDK has them: the kit itself is compiled for one that has not. */
final class VirtualThreads {

    private final Method start;

    private VirtualThreads(Method start) {
        this.start = start;
    }

    static VirtualThreads required() {
        if (Runtime.version().feature() < 21) {
            throw new NotApplicable("virtual threads come with JDK 21; this is "
                    + Runtime.version().feature());
        }
        try {
            return new VirtualThreads(Thread.class.getMethod("startVirtualThread", Runnable.class));
        } catch (NoSuchMethodException e) {
            throw new NotApplicable("this JDK has no virtual threads: " + e.getMessage());
        }
    }

    Thread start(Runnable work) {
        try {
            return (Thread) start.invoke(null, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A virtual thread cannot be started", e);
        }
    }
}
