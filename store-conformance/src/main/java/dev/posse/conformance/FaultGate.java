package dev.posse.conformance;

import org.jspecify.annotations.Nullable;

/** Where a proxy's bytes wait while a fault holds them back. */
final class FaultGate {

    private @Nullable Fault fault;

    synchronized void inject(Fault injected) {
        fault = injected;
        notifyAll();
    }

    synchronized void mend() {
        fault = null;
        notifyAll();
    }

    synchronized @Nullable Fault current() {
        return fault;
    }

    /** Waits as long as this fault is on. */
    synchronized void passUnless(Fault holding) throws InterruptedException {
        while (fault == holding) {
            wait();
        }
    }
}
