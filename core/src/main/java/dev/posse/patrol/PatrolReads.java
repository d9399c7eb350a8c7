package dev.posse.patrol;

import dev.posse.document.KeyReader;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;

/** How the thread that patrols reads: what one key costs is bounded, and one that gives no answer keeps nobody from the rest. */
final class PatrolReads {

    private static final int MOST_FAILURES = 5;

    /** What is not answered by then is asked for again soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int MOST_APART = 4096;

    private PatrolReads() {}

    static KeyReader of(CasKeyValueStore store) {
        return new KeyReader(
                store::getAll, store::get, new KeyReader.Policy(MOST_FAILURES, PATIENCE, System::nanoTime, MOST_APART));
    }
}
