package dev.posse;

import dev.posse.purchase.DecidedPurchase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sales that are decided, told to their buyers, and settled behind the answer: by a bounded number of threads, from a bounded queue.
 * Each is walked by one thread only. What is lost with this process, or could not be finished, is finished by the posse, as any
 * half-done sale is.
 *
 * <p>The next call for an account takes that account's sales out of the queue and settles them itself, so that a buyer does not meet
 * his own backlog as somebody else's lock.
 */
final class SettlementQueue {

    /** How long {@link #close} waits for what is left. */
    static final Duration DRAIN = Duration.ofSeconds(10);

    /** For so long the next call for an account settles what was left of the one before, or waits for the thread that does. */
    static final Duration OWN = Duration.ofSeconds(1);

    /** A thread that has nothing to do ends after that. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Who walks a settlement. */
    enum By {
        /** A thread of the queue: nobody waits for it. */
        WORKER,
        /** The next call for the account, which has an errand of its own: the first trouble ends it. */
        NEXT_CALL
    }

    /** Walks what is left of a sale. */
    @FunctionalInterface
    interface Settler {

        /**
         * Walks until the end, or until it is told that it is enough; what is left is the posse's.
         *
         * @param purchase that is decided
         * @param by who walks
         * @param isEnough asked between steps
         * @return whether the end was reached
         */
        boolean settled(DecidedPurchase purchase, By by, BooleanSupplier isEnough);
    }

    /** Opens the queue of a node, if it is to have one. */
    @FunctionalInterface
    interface Opening {

        /** A node whose callers hear of a sale when it is settled. */
        Opening NONE = settler -> Optional.empty();

        Optional<SettlementQueue> open(Settler settler);
    }

    private final Settler settler;
    private final Duration drain;
    private final ThreadPoolExecutor threads;
    private final ConcurrentMap<String, List<Job>> byAccount = new ConcurrentHashMap<>();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private volatile boolean isOver;

    /**
     * Makes a queue whose threads start when they are needed.
     *
     * @param node its name, for the names of the threads
     * @param workers how many threads
     * @param capacity how many sales may wait for a thread
     * @param drain how long closing waits
     * @param settler walks what is left of a sale
     */
    SettlementQueue(String node, int workers, int capacity, Duration drain, Settler settler) {
        this(workers, capacity, drain, settler, threadsOf(node));
    }

    SettlementQueue(int workers, int capacity, Duration drain, Settler settler, ThreadFactory newThreads) {
        this.settler = settler;
        this.drain = drain;
        this.threads = new ThreadPoolExecutor(
                workers, workers, IDLE.toNanos(), TimeUnit.NANOSECONDS, new ArrayBlockingQueue<>(capacity), newThreads);
        // A node that nobody closes leaves no threads behind.
        threads.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threadsOf(String node) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "posse-" + node + "-settling-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One sale; whoever takes it first walks it. */
    private final class Job implements Runnable {
        private final DecidedPurchase purchase;
        private final AtomicBoolean isTaken = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable Thread walker;

        Job(DecidedPurchase purchase) {
            this.purchase = purchase;
        }

        @Override
        public void run() {
            if (!isOver && isTaken.compareAndSet(false, true)) {
                walk(By.WORKER, () -> isOver);
            }
        }

        private void walk(By by, BooleanSupplier isEnough) {
            walker = Thread.currentThread();
            try {
                boolean unused = settler.settled(purchase, by, isEnough);
            } finally {
                forget();
            }
        }

        void forget() {
            byAccount.computeIfPresent(purchase.sale().account(), (account, jobs) -> {
                List<Job> others = jobs.stream().filter(job -> job != this).toList();
                return others.isEmpty() ? null : others;
            });
            ended.countDown();
        }

        /** Settles it on the thread of its account's next call, or waits for whoever does; no longer than until the deadline. */
        void finish(long deadline) {
            if (isTaken.compareAndSet(false, true)) {
                walk(By.NEXT_CALL, () -> isOver || System.nanoTime() - deadline >= 0);
            } else if (walker != Thread.currentThread()) {
                // An observer that calls while it hears of a settlement would wait for itself.
                await(deadline);
            }
        }

        private void await(long deadline) {
            try {
                // Whether it has ended or not, the call that waits goes on: what it meets then it meets as any other
                // node would.
                boolean unused = ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes a sale, unless the queue is full or closed.
     *
     * @param purchase that is decided
     * @return false if its caller has to settle it himself
     */
    boolean offered(DecidedPurchase purchase) {
        Job job = new Job(purchase);
        byAccount.merge(purchase.sale().account(), List.of(job), (all, one) -> {
            List<Job> jobs = new ArrayList<>(all);
            jobs.addAll(one);
            return List.copyOf(jobs);
        });
        try {
            threads.execute(job);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // It is full or closed, or there is no room for a thread.
            if (!job.isTaken.compareAndSet(false, true)) {
                // Another call for the account has found it meanwhile, and settles it.
                return true;
            }
            job.forget();
            return false;
        }
    }

    /**
     * Ends what this node has left of an account's sales, before the next call for the account begins.
     *
     * @param account its id
     */
    void finish(String account) {
        List<Job> jobs = byAccount.getOrDefault(account, List.of());
        if (!jobs.isEmpty()) {
            long deadline = System.nanoTime() + OWN.toNanos();
            jobs.forEach(job -> job.finish(deadline));
        }
    }

    /**
     * Takes no more, and waits for what was taken; no longer than the time given, and an interrupted caller does not wait.
     *
     * @return how many sales are left to the posse; none the second time
     */
    int close() {
        if (!isClosing.compareAndSet(false, true)) {
            return 0;
        }
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(drain.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Those under way stop at their next step, and those that wait are dropped.
        isOver = true;
        List<Job> left = byAccount.values().stream().flatMap(List::stream).toList();
        left.stream().filter(job -> job.isTaken.compareAndSet(false, true)).forEach(Job::forget);
        return left.size();
    }

    /** {@return the sales that wait or are under way} */
    int size() {
        return byAccount.values().stream().mapToInt(List::size).sum();
    }
}
