package dev.posse.conformance.check;

import dev.posse.store.CasKeyValueStore;
import java.util.UUID;

/** Whether two clients are of one database at all: where neither ever sees what the other one writes, they are not. */
final class SameDatabase {

    private static final int KEYS = 10;
    private static final long PAUSE_MILLIS = 30;

    private SameDatabase() {}

    static void require(String method, CasKeyValueStore one, CasKeyValueStore other) throws Exception {
        for (int number = 0; number < KEYS; number++) {
            if (sees(one, other) || sees(other, one)) {
                return;
            }
            // A client that lags behind is of the same database, and accused by other checks.
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new TestClassFailure(method + " opened a client of another database: of " + 2 * KEYS
                + " keys that one of the" + " two clients had written the other one found none");
    }

    private static boolean sees(CasKeyValueStore writer, CasKeyValueStore reader) throws InterruptedException {
        String key = "kit/same/" + UUID.randomUUID();
        try {
            writer.add(key, new byte[] {1});
            if (reader.get(key).isPresent()) {
                return true;
            }
            Thread.sleep(1);
            return reader.get(key).isPresent();
        } catch (RuntimeException e) {
            // What it throws is judged by the checks.
            return true;
        }
    }
}
