package dev.posse.cli.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Lets no more than so many reads begin within any second, whoever wants to read. One read is one key. Whoever comes first is
 * served first, in small portions, so that an audit and the looking share it by halves.
 */
final class ReadBudget {

    /** A little more than a second: a thread that wakes up late must not come together with those after it. */
    private static final long WINDOW_NANOS = 1_050_000_000L;

    private record Portion(long nanos, int keys) {}

    private final int perSecond;
    private final Deque<Portion> portions = new ArrayDeque<>();
    private int inWindow;
    private long freeNanos = System.nanoTime();
    private long total;

    ReadBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    int perSecond() {
        return perSecond;
    }

    /** Most keys that may be asked for at once. */
    int portion() {
        return Math.max(1, Math.min(256, perSecond / 10));
    }

    /**
     * Waits until so many keys may be read.
     *
     * @param keys at most {@link #portion}
     * @throws CancellationException if the thread was interrupted: nothing is to be read any more
     */
    void spend(int keys) {
        long wait = reserve(keys) - System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Interrupted before " + keys + " keys were read");
        }
    }

    private synchronized long reserve(int keys) {
        long at = Math.max(System.nanoTime(), freeNanos);
        leave(at);
        while (inWindow + keys > perSecond && !portions.isEmpty()) {
            at = Math.max(at, portions.getFirst().nanos() + WINDOW_NANOS);
            leave(at);
        }
        portions.addLast(new Portion(at, keys));
        inWindow += keys;
        total += keys;
        freeNanos = at + (long) (keys * 1e9 / perSecond);
        return at;
    }

    private void leave(long now) {
        while (!portions.isEmpty() && portions.getFirst().nanos() + WINDOW_NANOS <= now) {
            inWindow -= portions.removeFirst().keys();
        }
    }

    /** How many began within the last second. */
    synchronized int lastSecond() {
        long now = System.nanoTime();
        return portions.stream()
                .filter(portion -> portion.nanos() <= now && portion.nanos() > now - 1_000_000_000L)
                .mapToInt(Portion::keys)
                .sum();
    }

    synchronized long total() {
        return total;
    }
}
