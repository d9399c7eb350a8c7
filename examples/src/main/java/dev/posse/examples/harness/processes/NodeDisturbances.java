package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.processes.NodeResponse.Kind;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseEvent.Answer;
import dev.posse.observe.PosseEvent.StepTaken;
import dev.posse.observe.StepName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What befalls a node from inside: its clock is wrong, and jumps; its buyers' threads are interrupted; one of them hangs. */
final class NodeDisturbances implements InstantSource {

    /** Bounds what nobody ends: the coordinator may be gone. */
    private static final long LONGEST_HANG_SECONDS = 120;

    private final AtomicLong aheadMillis;
    private final Consumer<NodeResponse> telling;

    /** By call, whoever is busy with it; whether it was interrupted. */
    private final Map<Long, Busy> busy = new ConcurrentHashMap<>();

    /** For the next one who comes to where it is to hang. */
    private final AtomicReference<@Nullable CountDownLatch> armed = new AtomicReference<>();

    private volatile CountDownLatch hanging = new CountDownLatch(0);

    /**
     * A node that nothing has befallen yet.
     *
     * @param aheadMillis how far its clock is ahead
     * @param telling takes what there is to tell the coordinator
     */
    NodeDisturbances(long aheadMillis, Consumer<NodeResponse> telling) {
        this.aheadMillis = new AtomicLong(aheadMillis);
        this.telling = telling;
    }

    private static final class Busy {
        private final Thread thread = Thread.currentThread();
        private boolean interrupted;
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(aheadMillis.get());
    }

    void take(NodeRequest request) {
        switch (request.what()) {
            case JUMP -> aheadMillis.addAndGet(request.amount());
            case INTERRUPT -> interruptOne();
            case HANG -> {
                CountDownLatch latch = new CountDownLatch(1);
                hanging = latch;
                armed.set(latch);
            }
            case GO_ON -> {
                armed.set(null);
                hanging.countDown();
            }
            default -> throw new IllegalArgumentException("That is no disturbance: " + request);
        }
    }

    void begin(long call) {
        busy.put(call, new Busy());
    }

    /** Ends a call; the thread's next one is not to hear of an interrupt that was meant for this one. */
    void end(long call) {
        Busy ended = busy.remove(call);
        synchronized (this) {
            boolean is = Thread.interrupted();
            if (ended != null && ended.interrupted) {
                telling.accept(NodeResponse.of(
                        Kind.INTERRUPTED, 0, is ? "and still so at its end" : "and not so any more at its end"));
            }
        }
    }

    private synchronized void interruptOne() {
        Iterator<Busy> all = busy.values().iterator();
        if (all.hasNext()) {
            Busy chosen = all.next();
            chosen.interrupted = true;
            chosen.thread.interrupt();
            telling.accept(NodeResponse.of(Kind.INTERRUPTED, 0, ""));
        }
    }

    /** Hangs here, if that is what somebody is to do: the account is locked, and others may be bought for by the same thread. */
    void mayHang(StepTaken taken, long call) {
        if (taken.actor() != Actor.DRIVER || taken.step() != StepName.D2 || taken.answer() != Answer.HAPPENED) {
            return;
        }
        CountDownLatch latch = armed.getAndSet(null);
        Optional<String> campaign = taken.subject().campaign();
        if (latch != null && campaign.isPresent()) {
            telling.accept(NodeResponse.hangs(call, campaign.get()));
            boolean interrupted = awaited(latch);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_HANG_SECONDS);
        while (latch.getCount() > 0 && System.nanoTime() < end) {
            try {
                boolean unused = latch.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
