package dev.posse.examples.harness.processes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Chooses the purchases of a node whose steps are told: all of them where few are sold, and so many per second where it is
 * under load. What is chosen stays so, and its trace has no holes, until two thousand others have been chosen since.
 */
final class TracedPurchases {

    private static final int MOST_PER_SECOND = 25;
    private static final int MOST_REMEMBERED = 2_000;

    private final Map<String, Boolean> chosen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private long second;
    private int inSecond;

    synchronized boolean isTraced(String purchase) {
        Boolean known = chosen.get(purchase);
        if (known != null) {
            return known;
        }
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        inSecond = now == second ? inSecond + 1 : 1;
        second = now;
        boolean traced = inSecond <= MOST_PER_SECOND;
        chosen.put(purchase, traced);
        return traced;
    }
}
