package dev.posse.cli.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What browsers look at just now: it is read first, and forgotten when nobody asks for it any more. Thread-safe. */
final class Interests {

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int most;
    private final Map<String, Long> seen = new LinkedHashMap<>();

    Interests(int most) {
        this.most = most;
    }

    /** True if one of them is new. */
    synchronized boolean look(List<String> ids) {
        long now = System.nanoTime();
        boolean isNew = false;
        for (String id : ids) {
            isNew |= seen.remove(id) == null;
            seen.put(id, now);
        }
        seen.values().removeIf(at -> now - at > KEPT_NANOS);
        while (seen.size() > most) {
            seen.remove(seen.keySet().iterator().next());
        }
        return isNew;
    }

    synchronized List<String> now() {
        long now = System.nanoTime();
        seen.values().removeIf(at -> now - at > KEPT_NANOS);
        return List.copyOf(seen.keySet());
    }
}
