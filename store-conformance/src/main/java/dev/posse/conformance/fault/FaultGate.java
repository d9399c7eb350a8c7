package dev.posse.conformance.fault;

import org.jspecify.annotations.Nullable;

/** Where a proxy's bytes pass, wait, or meet their end. */
final class FaultGate {

    private @Nullable Fault fault;
    private int answersBefore;

    synchronized void inject(Fault injected, int afterAnswers) {
        fault = injected;
        answersBefore = afterAnswers;
        notifyAll();
    }

    synchronized void mend() {
        fault = null;
        notifyAll();
    }

    /** The fault that has begun. */
    synchronized @Nullable Fault current() {
        return answersBefore > 0 ? null : fault;
    }

    /** Waits while requests are held back; false if the connection breaks instead. */
    synchronized boolean passRequest() throws InterruptedException {
        while (current() == Fault.DELAY_REQUESTS) {
            wait();
        }
        return current() != Fault.CUT_BEFORE_SENDING;
    }

    /** Waits while answers are held back; false if the connection breaks instead. */
    synchronized boolean passAnswer() throws InterruptedException {
        if (fault != null && answersBefore > 0) {
            // This one passes. The fault begins before the client can have seen it and sent the next request.
            answersBefore--;
            return true;
        }
        if (fault == Fault.CUT_AFTER_SENDING) {
            fault = null;
            return false;
        }
        while (current() == Fault.DELAY_ANSWERS) {
            wait();
        }
        return true;
    }
}
