package dev.posse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Combines the D6 writes of one node's buyers, per campaign: those who have settled their sales move the campaign together, one of them
 * for all who came while the one before was at it.
 * Whoever races is refused, and has to read and write again. It is a courtesy and no law, for whoever moves a campaign past a slot a second
 * time changes nothing: where the store is slow to answer nobody waits for another one's time-out, and after {@value #WAIT_LIMIT_MILLIS} ms
 * each goes on by himself.
 *
 * @param <T> where somebody stands, before his campaign is moved and after it
 */
final class MoveCombiner<T> {

    static final long WAIT_LIMIT_MILLIS = 50;

    private final Map<String, Deque<Waiting<T>>> lines = new HashMap<>();

    MoveCombiner() {}

    /** Somebody whose campaign is to be moved. */
    private static final class Waiting<T> {
        private final Thread thread = Thread.currentThread();
        private final T own;
        private volatile boolean isNext;
        private volatile @Nullable T moved;

        Waiting(T own) {
            this.own = own;
        }

        void wake() {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Moves a campaign, or lets it be moved.
     *
     * @param campaign its id
     * @param own where the caller stands
     * @param move moves it for several at once, and says where each stands then, in the same order
     * @return where the caller stands then
     */
    T moved(String campaign, T own, Function<List<T>, List<T>> move) {
        Waiting<T> waiting = joined(campaign, own);
        awaitTurn(waiting);
        T told = waiting.moved;
        if (told != null) {
            return told;
        }
        List<Waiting<T>> all = batch(campaign, waiting);
        if (all.isEmpty()) {
            return move.apply(List.of(own)).get(0);
        }
        try {
            List<T> ends = move.apply(all.stream().map(each -> each.own).toList());
            for (int at = 0; at < all.size(); at++) {
                all.get(at).moved = ends.get(at);
                all.get(at).wake();
            }
            return ends.get(0);
        } finally {
            // If it broke off, those who were not told lose their patience.
            handOn(campaign);
        }
    }

    private synchronized Waiting<T> joined(String campaign, T own) {
        Waiting<T> waiting = new Waiting<>(own);
        Deque<Waiting<T>> line = lines.get(campaign);
        if (line == null) {
            lines.put(campaign, new ArrayDeque<>());
            waiting.isNext = true;
        } else {
            line.add(waiting);
        }
        return waiting;
    }

    private void awaitTurn(Waiting<T> waiting) {
        long began = System.nanoTime();
        boolean interrupted = false;
        long left = TimeUnit.MILLISECONDS.toNanos(WAIT_LIMIT_MILLIS);
        while (!waiting.isNext && waiting.moved == null && left > 0) {
            LockSupport.parkNanos(this, left);
            // Its sale is decided, and is settled all the same (S16).
            interrupted |= Thread.interrupted();
            left = began + TimeUnit.MILLISECONDS.toNanos(WAIT_LIMIT_MILLIS) - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those for whom it moves: all who wait, itself the first of them; nobody if it has lost its patience. */
    private synchronized List<Waiting<T>> batch(String campaign, Waiting<T> own) {
        Deque<Waiting<T>> line = lines.get(campaign);
        if (!own.isNext || line == null) {
            if (line != null) {
                line.remove(own);
            }
            return List.of();
        }
        List<Waiting<T>> all = new ArrayList<>(List.of(own));
        all.addAll(line);
        line.clear();
        return all;
    }

    private synchronized void handOn(String campaign) {
        Deque<Waiting<T>> line = lines.get(campaign);
        if (line == null) {
            return;
        }
        Waiting<T> next = line.poll();
        if (next == null) {
            lines.remove(campaign);
        } else {
            next.isNext = true;
            next.wake();
        }
    }
}
