package dev.posse.examples.demo;

import dev.posse.document.Keys;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node's view of the store, which dies with the node.
 *
 * <p>When the power goes, each driver of the node is stopped at its next operation, or at the answer to the one under way.
 * Of a write that was just sent nobody can tell whether it arrived: it never does, or it did, or it does later.
 */
final class KillableStore implements CasKeyValueStore {

    private final String node;
    private final Network network;
    private final DemoMetrics metrics;
    private final double lostAnswers;
    private final AtomicInteger operationsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReference<@Nullable CountDownLatch> gate = new AtomicReference<>();
    private final Runnable dying;
    private volatile boolean cut;
    private volatile String lastWrite = "";
    private final AtomicBoolean dead = new AtomicBoolean();

    /**
     * Makes one.
     *
     * @param node whose view it is
     * @param network to the store
     * @param metrics for what is done to it
     * @param lostAnswers share of writes
     * @param dying called once, when the power goes
     */
    KillableStore(String node, Network network, DemoMetrics metrics, double lostAnswers, Runnable dying) {
        this.node = node;
        this.dying = dying;
        this.network = network;
        this.metrics = metrics;
        this.lostAnswers = lostAnswers;
    }

    /** Arms the power cut: it comes after so many more operations of this node, whoever does them. */
    void cutPowerAfter(int operations) {
        operationsLeft.set(operations);
    }

    /** Arms the power cut: it comes with the next write of a sale that is of this step. */
    void cutPowerAt(String step) {
        lastWrite = step;
    }

    /** Cuts the power now. */
    void cutPower() {
        die();
        goOn();
    }

    /** From now on every operation, and every answer to one that is under way, waits for {@link #goOn}. */
    void standStill() {
        gate.compareAndSet(null, new CountDownLatch(1));
    }

    /** The node wakes up, and all its drivers go on as if no time had passed. */
    void goOn() {
        CountDownLatch closed = gate.getAndSet(null);
        if (closed != null) {
            closed.countDown();
        }
    }

    boolean standsStill() {
        return gate.get() != null;
    }

    private void passGate() {
        CountDownLatch closed = gate.get();
        if (closed != null) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** From now on the store cannot be reached, and of a write that is under way nobody knows, until {@link #mend}. */
    void cut() {
        cut = true;
    }

    void mend() {
        cut = false;
    }

    boolean isCut() {
        return cut;
    }

    boolean isDead() {
        return dead.get();
    }

    private void die() {
        if (dead.compareAndSet(false, true)) {
            dying.run();
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        return read(key, () -> network.store().get(key));
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        return keys.isEmpty()
                ? Map.of()
                : read(keys.iterator().next(), () -> network.store().getAll(keys));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return write(key, () -> network.add(node, key, value));
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return write(key, () -> network.swap(node, key, value, expected));
    }

    /** As the store's; a chain is taken one by one through this node's own writes all the same, so that it dies between any two. */
    @Override
    public int chainLength() {
        return network.takesChains() ? network.store().chainLength() : 1;
    }

    @Override
    public StoreFitness fitness() {
        return network.store().fitness();
    }

    @Override
    public Optional<String> incarnation() {
        return read(Keys.INCARNATION, () -> network.store().incarnation());
    }

    @Override
    public void close() {
        // The store belongs to all nodes.
    }

    private <T> T read(String key, Supplier<T> operation) {
        network.travel();
        passGate();
        if (powerIsGone()) {
            throw metrics.killed(StepTracker.here().actor(), StepTracker.here().reading(key), Fate.READ);
        }
        refuseIfCut(key);
        T answer = operation.get();
        passGate();
        if (isDead()) {
            throw metrics.killed(StepTracker.here().actor(), StepTracker.here().reading(key), Fate.READ);
        }
        refuseIfCut(key);
        return answer;
    }

    private <T> T write(String key, Supplier<T> operation) {
        String step = StepTracker.here().writing(key);
        network.travel();
        passGate();
        if (step.equals(lastWrite) && StepTracker.here().actor() == Actor.DRIVER) {
            die();
        }
        if (powerIsGone()) {
            throw metrics.killed(StepTracker.here().actor(), step, lastWish(operation));
        }
        refuseIfCut(key);
        T answer = operation.get();
        passGate();
        if (isDead()) {
            throw metrics.killed(StepTracker.here().actor(), step, Fate.LANDED);
        }
        // In a chain the events of the steps come when all of it is over.
        StepTracker.took(StepTracker.here().actor(), step);
        if (cut) {
            throw new OutcomeUnknownException("The connection was cut before the write of " + key + " was answered");
        }
        if (ThreadLocalRandom.current().nextDouble() < lostAnswers) {
            metrics.lostAnswer(step);
            throw new OutcomeUnknownException(
                    "The answer to the write of " + key + " was lost, as the demo was asked to");
        }
        return answer;
    }

    private void refuseIfCut(String key) {
        if (cut) {
            throw new StoreException("The connection to the store is cut; " + key + " cannot be reached");
        }
    }

    private boolean powerIsGone() {
        if (!isDead() && operationsLeft.get() != Integer.MAX_VALUE && operationsLeft.decrementAndGet() <= 0) {
            die();
        }
        return isDead();
    }

    private <T> Fate lastWish(Supplier<T> operation) {
        int wish = ThreadLocalRandom.current().nextInt(3);
        if (wish == 0) {
            return Fate.NEVER;
        } else if (wish == 1) {
            try {
                T unheard = operation.get();
                return unheard == null ? Fate.NEVER : Fate.LANDED;
            } catch (StoreException | OutcomeUnknownException e) {
                // It was sent into an outage, and nobody is left to hear that.
                return Fate.NEVER;
            }
        }
        network.arriveLate(operation);
        return Fate.LATE;
    }
}
