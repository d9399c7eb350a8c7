package dev.posse.conformance;

import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.FaultyConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The way from a simulated store to its database: whole, unless the kit breaks it. */
class SimulatedLink implements FaultyConnection {

    /** How long a store waits for an answer. */
    static final long TIMEOUT_MILLIS = 40;

    /** What the database is asked to do. */
    @FunctionalInterface
    interface Request<T> {
        T run();
    }

    /** Nothing was sent. */
    static class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** It was sent, and no answer came: the connection broke, or the time was up. */
    static class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final boolean timedOut;

        NoAnswer(boolean timedOut) {
            this.timedOut = timedOut;
        }
    }

    private final List<Request<?>> held = new ArrayList<>();
    private @Nullable Fault fault;
    private int answersBefore;
    private boolean oneHeld;
    private int breaks;
    private long brokenSince;
    private volatile boolean delay = true;

    /** Answers as quickly as a database in this process: a call that waits is away for fifty microseconds at least. */
    final void withoutDelay() {
        delay = false;
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    @Override
    public void inject(Fault injected) {
        inject(injected, 0);
    }

    @Override
    public synchronized void inject(Fault injected, int afterAnswers) {
        fault = injected;
        answersBefore = afterAnswers;
        oneHeld = false;
        brokenSince = System.nanoTime();
        breaks++;
    }

    @Override
    public synchronized void mend() {
        fault = null;
        held.forEach(Request::run);
        held.clear();
    }

    /** For how long the connection has been broken; nothing if it is whole. */
    synchronized long brokenMillis() {
        return fault == null ? 0 : (System.nanoTime() - brokenSince) / 1_000_000;
    }

    /** How often the connection was broken. */
    synchronized int breaks() {
        return breaks;
    }

    private synchronized @Nullable Fault faultOfNextCall() {
        if (fault != null && answersBefore > 0) {
            answersBefore--;
            return null;
        }
        Fault now = fault;
        if (fault == Fault.CUT_AFTER_SENDING) {
            fault = null;
        }
        if (fault == Fault.DELAY_ONE_REQUEST) {
            now = oneHeld ? null : fault;
            oneHeld = true;
        }
        return now;
    }

    <T> T call(Request<T> atDatabase) {
        if (delay) {
            LockSupport.parkNanos(1_000);
        }
        Fault now = faultOfNextCall();
        if (now == null) {
            return atDatabase.run();
        }
        switch (now) {
            case CUT_BEFORE_SENDING -> throw new NotSent();
            case CUT_AFTER_SENDING -> {
                atDatabase.run();
                throw new NoAnswer(false);
            }
            case DELAY_ANSWERS -> {
                atDatabase.run();
                waitInVain();
            }
            case DELAY_REQUESTS, DELAY_ONE_REQUEST -> {
                hold(atDatabase);
                waitInVain();
            }
        }
        throw new NoAnswer(true);
    }

    private synchronized void hold(Request<?> request) {
        if (fault == Fault.DELAY_REQUESTS || fault == Fault.DELAY_ONE_REQUEST) {
            held.add(request);
        } else {
            // Mended in between: it arrives now.
            request.run();
        }
    }

    private static void waitInVain() {
        try {
            Thread.sleep(TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
