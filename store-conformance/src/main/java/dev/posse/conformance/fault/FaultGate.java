package dev.posse.conformance.fault;

import org.jspecify.annotations.Nullable;

/** Where a proxy's bytes pass, wait, or meet their end. */
final class FaultGate {

    private @Nullable Fault fault;
    private int answersBefore;
    private @Nullable Object heldAlone;

    synchronized void inject(Fault injected, int afterAnswers) {
        fault = injected;
        answersBefore = afterAnswers;
        heldAlone = null;
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

    /** Waits while requests of this connection are held back; false if the connection breaks instead. */
    synchronized boolean passRequest(Object connection) throws InterruptedException {
        if (current() == Fault.DELAY_ONE_REQUEST && heldAlone == null) {
            heldAlone = connection;
        }
        while (current() == Fault.DELAY_REQUESTS
                || (current() == Fault.DELAY_ONE_REQUEST && connection.equals(heldAlone))) {
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
