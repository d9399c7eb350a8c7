package dev.posse;

import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Printable;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.document.WriteProbe;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.NodeStatus.Fence;
import dev.posse.observe.NodeStatus.FenceCause;
import dev.posse.observe.NodeStatus.Writes;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds out, when somebody asks how the node is, whether the store answers and takes writes: by a fresh read, and a write to one document
 * that all nodes share. On a thread of its own, one call at a time, so that whoever asks waits no longer than {@link #WAIT_LIMIT}, and a store
 * that hangs holds one thread. What was found is good for a second, for everybody. Thread-safe.
 */
final class StoreProbe {

    /** So long somebody waits who asks. */
    static final Duration WAIT_LIMIT = Duration.ofSeconds(1);

    /** So long what was found is good. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** A write of this node's own, in the course of its work or to find out, is good for so long. */
    static final Duration WRITTEN = Duration.ofSeconds(3);

    /** The thread ends when nobody has asked for so long. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final String name;
    private final NodeContext node;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread;

    /** The newest, under way or over. */
    private Optional<Look> last = Optional.empty();

    /** When a write of this probe's last happened. */
    private volatile long written;

    /**
     * Makes a probe that has asked nobody.
     *
     * @param name the node's
     * @param node whose store is asked
     * @param nanoTime a clock that never goes back
     */
    StoreProbe(String name, NodeContext node, LongSupplier nanoTime) {
        this.name = name;
        this.node = node;
        this.nanoTime = nanoTime;
        this.written = nanoTime.getAsLong() - WRITTEN.toNanos();
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE.toNanos(), TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(1), work -> {
                    Thread made = new Thread(work, "posse-" + name + "-status");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * What was found.
     *
     * @param store how it answers
     * @param fence how the data set differs from the one that the node was opened on, if it does
     */
    record Found(NodeStatus.Store store, Optional<Fence> fence) {}

    /** Asks, unless that was done within the last second. */
    Found look() {
        Look look = newest();
        look.await();
        return look.found();
    }

    void close() {
        thread.shutdown();
    }

    private synchronized Look newest() {
        Optional<Look> usable = last.filter(look -> !look.isOver() || look.age().compareTo(FRESH) < 0);
        if (usable.isPresent()) {
            return usable.get();
        }
        Look fresh = new Look();
        last = Optional.of(fresh);
        try {
            thread.execute(fresh);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The node is closed, or there is no room for a thread.
            fresh.fails("it could not be asked: " + Printable.reason(e));
        }
        return fresh;
    }

    /** One time of asking. What is found out is there as soon as it is. */
    private final class Look implements Runnable {

        private final long began = nanoTime.getAsLong();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean isClosed;
        private volatile Optional<Duration> answered = Optional.empty();
        private volatile Optional<Fence> fence = Optional.empty();
        private volatile Writes writes = Writes.UNKNOWN;
        private volatile Optional<String> trouble = Optional.empty();

        @Override
        public void run() {
            try {
                long asked = nanoTime.getAsLong();
                Map<String, Entry> read = node.store().getAll(List.of(Keys.INCARNATION, Keys.WRITE_PROBE));
                answered = Optional.of(Duration.ofNanos(nanoTime.getAsLong() - asked));
                fence = node.difference(Key.incarnation().in(read).map(Stored::document));
                if (fence.isEmpty()) {
                    // In a data set that is another one nothing is written.
                    write(Optional.ofNullable(read.get(Keys.WRITE_PROBE)));
                }
            } catch (IllegalStateException e) {
                isClosed = true;
                trouble = Optional.of(Printable.reason(e));
            } catch (DataLossException e) {
                fence = Optional.of(new Fence(FenceCause.DATA_LOSS, Printable.reason(e)));
                trouble = Optional.of(Printable.reason(e));
            } catch (Throwable e) {
                trouble = Optional.of(Printable.reason(e));
            } finally {
                over.countDown();
            }
        }

        private void write(Optional<Entry> before) {
            if (nanoTime.getAsLong() - written < WRITTEN.toNanos()
                    || node.sinceWrite().compareTo(WRITTEN) < 0) {
                writes = Writes.TAKEN;
                return;
            }
            WriteProbe probe = new WriteProbe(name, node.now(), UnknownFields.NONE);
            try {
                // Refused, another node has just written there, and that is an answer, too.
                if (before.isPresent()) {
                    var unused = node.store()
                            .swap(probe.key(), probe.encode(), before.get().version());
                } else {
                    var unused = node.store().add(probe.key(), probe.encode());
                }
                writes = Writes.TAKEN;
                written = nanoTime.getAsLong();
            } catch (OutcomeUnknownException e) {
                trouble = Optional.of(Printable.reason(e));
            } catch (StoreException e) {
                writes = Writes.REFUSED;
                trouble = Optional.of(Printable.reason(e));
            }
        }

        void fails(String why) {
            trouble = Optional.of(why);
            over.countDown();
        }

        boolean isOver() {
            return over.getCount() == 0;
        }

        Duration age() {
            return Duration.ofNanos(nanoTime.getAsLong() - began);
        }

        void await() {
            try {
                // Whether it is over or not, what is known by then is what is told.
                boolean unused = over.await(WAIT_LIMIT.minus(age()).toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Found found() {
            boolean isLate = !isOver();
            return new Found(
                    new NodeStatus.Store(
                            isClosed,
                            answered,
                            writes,
                            isLate && trouble.isEmpty()
                                    ? Optional.of("no answer within " + age().toMillis() + " ms")
                                    : trouble),
                    fence);
        }
    }
}
