package dev.posse.examples.harness.processes;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** When which place was in trouble, so that nothing is asked of a node that it cannot do just then. */
final class Troubles {

    /** A place that stands for all. */
    static final int EVERYWHERE = -1;

    private final Queue<Trouble> all = new ConcurrentLinkedQueue<>();

    /** From its beginning to its end, if it has one. */
    static final class Trouble {
        private final int place;
        private volatile long end = Long.MAX_VALUE;

        private Trouble(int place) {
            this.place = place;
        }

        void ends() {
            end = System.nanoTime();
        }
    }

    Trouble begins(int place) {
        Trouble trouble = new Trouble(place);
        all.add(trouble);
        return trouble;
    }

    /** Whether there was any at a place since a moment. */
    boolean any(int place, long since) {
        return all.stream()
                .anyMatch(
                        trouble -> (trouble.place == place || trouble.place == EVERYWHERE) && trouble.end - since > 0);
    }
}
