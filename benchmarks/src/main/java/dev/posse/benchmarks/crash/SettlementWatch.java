package dev.posse.benchmarks.crash;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Sees by reads alone, a hundred times a second, when crashed sales are settled. */
final class SettlementWatch implements AutoCloseable {

    /** How often it looks, and so how exact its times are. */
    private static final long PERIOD_MILLIS = 10;

    private final CasKeyValueStore store;
    private final Set<CrashedSale> unsettled = ConcurrentHashMap.newKeySet();
    private final Map<CrashedSale, Double> settled = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "settlement-watch");
    private volatile boolean ended;

    SettlementWatch(CasKeyValueStore store) {
        this.store = store;
        thread.setDaemon(true);
        thread.start();
    }

    void watch(CrashedSale sale) {
        unsettled.add(sale);
    }

    int unsettled() {
        return unsettled.size();
    }

    boolean isWaitingIn(String campaign) {
        return unsettled.stream().anyMatch(sale -> sale.claim().campaign().equals(campaign));
    }

    /** How many sales it was told of, settled or not. */
    int count() {
        return unsettled.size() + settled.size();
    }

    /** Waiting times of those that are settled, in milliseconds. */
    List<Double> millis(Optional<CrashedSale.Kind> kind) {
        return settled.entrySet().stream()
                .filter(sale -> kind.isEmpty() || kind.get() == sale.getKey().kind())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Those that are not settled yet. */
    List<CrashedSale> unsettledAmong(Collection<CrashedSale> sales) {
        Set<String> keys = new HashSet<>();
        sales.forEach(sale -> keys.addAll(sale.keys()));
        Map<String, Entry> found = store.getAll(keys);
        return sales.stream().filter(sale -> !sale.isSettled(found)).toList();
    }

    private void run() {
        while (!ended) {
            try {
                look();
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        List<CrashedSale> waiting = new ArrayList<>(unsettled);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            waiting.removeAll(unsettledAmong(waiting));
        } catch (StoreException e) {
            // The database is out, and the next look is as good.
            return;
        }
        long now = System.nanoTime();
        waiting.forEach(sale -> settled.put(sale, (now - sale.nanos()) / 1e6));
        waiting.forEach(unsettled::remove);
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
