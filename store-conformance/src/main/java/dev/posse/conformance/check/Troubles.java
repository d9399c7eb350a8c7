package dev.posse.conformance.check;

import java.util.concurrent.atomic.AtomicLong;

/** How often a store on a whole connection refused honestly, or was in doubt, among how many calls. */
final class Troubles {

    private static final int SOME = 50;
    private static final int ONE_IN = 10;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong doubts = new AtomicLong();

    /** How often each happened until some moment. */
    record Counts(long calls, long refused, long doubts) {

        Counts since(Counts before) {
            return new Counts(calls - before.calls, refused - before.refused, doubts - before.doubts);
        }

        boolean any() {
            return refused + doubts > 0;
        }

        /** Whether so much was refused that a check which passes says little. */
        boolean tooMany() {
            return refused + doubts > SOME && (refused + doubts) * ONE_IN > calls;
        }

        @Override
        public String toString() {
            return refused + " refused and " + doubts + " in doubt of " + calls + " calls on whole connections";
        }
    }

    void called() {
        calls.incrementAndGet();
    }

    void refused() {
        refused.incrementAndGet();
    }

    void inDoubt() {
        doubts.incrementAndGet();
    }

    Counts counts() {
        return new Counts(calls.get(), refused.get(), doubts.get());
    }
}
