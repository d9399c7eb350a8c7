package dev.posse.conformance.check;

import org.jspecify.annotations.Nullable;

/** What the test class provides does not work, or not as it says. It tells nothing about the store. */
final class TestClassFailure extends Exception {

    private static final long serialVersionUID = 1L;

    TestClassFailure(String message) {
        this(message, null);
    }

    TestClassFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Something that the test class provides. */
    @FunctionalInterface
    interface Provided<T> {
        T get() throws Exception;
    }

    /** Has the test class do something; what it throws is no answer of a store. */
    static void inCall(String method, Task task) throws Exception {
        named(method, () -> {
            task.run();
            return method;
        });
    }

    /** Asks the test class for something; what it throws is no answer of a store. */
    static <T> T named(String method, Provided<T> provided) throws Exception {
        try {
            return provided.get();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new TestClassFailure(method + " threw " + e, e);
        }
    }
}
