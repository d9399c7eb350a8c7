package dev.posse;

import dev.posse.document.Ids;
import dev.posse.observe.LoggingObserver;
import dev.posse.observe.PosseObserver;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Settings of a node that is to be opened; begun by {@link Posse#on}. Every one has a default that fits a cluster of ten. */
public final class PosseBuilder {

    private final CasKeyValueStore store;
    private final List<PosseObserver> observers = new ArrayList<>();
    private RandomGenerator random = new SecureRandom();
    private String node = "";
    private int nodes = 10;
    private double patrolsPerSecond = 1;
    private int readsPerSecond = 2000;
    private Duration grace = Duration.ofMillis(100);
    private Duration patience = Duration.ofSeconds(5);
    private LockPolicy loginPolicy = LockPolicy.COMPLETE;
    private int settlingThreads;
    private int settlingQueue;
    private InstantSource clock = InstantSource.system();

    /** Beyond it a campaign would wait for years. */
    private static final int MOST_NODES = 10_000;

    private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

    PosseBuilder(CasKeyValueStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Names this node in events and documents.
     *
     * @param name same alphabet as ids; by default a random one
     * @return this builder
     * @throws IllegalArgumentException if the name is not usable
     */
    public PosseBuilder node(String name) {
        node = Ids.check("node name", Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Says how many nodes share the patrols. A wrong number only makes them rarer or more frequent; who is alive is not counted. With the
     * default settings three of ten nodes alive are enough for 99 of 100 sales of dead drivers to be settled within a second.
     *
     * @param count 1 to 10,000; 10 by default
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public PosseBuilder nodes(int count) {
        if (count < 1 || count > MOST_NODES) {
            throw new IllegalArgumentException(
                    "A cluster has at least one node, and at most " + MOST_NODES + ", not " + count);
        }
        nodes = count;
        return this;
    }

    /**
     * Sets how often each busy campaign is patrolled at the least, over the whole cluster. Where {@link #patrolReadsPerSecond} allows it
     * each campaign is patrolled up to 15 times as often.
     *
     * @param rate per second, 0.001 to 1000; 1 by default
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public PosseBuilder patrolsPerSecond(double rate) {
        if (!(rate >= 0.001 && rate <= 1000)) {
            throw new IllegalArgumentException("The rate of patrols is above 0, from 0.001 to 1000 per second, not "
                    + rate + "; to have none on this node, stop them with stopPatrols()");
        }
        patrolsPerSecond = rate;
        return this;
    }

    /**
     * Sets what the patrols that find nothing may cost the cluster. Half of it is for the busy campaigns, and what quiet ones do not need; of those
     * beyond it patrols become rarer, down to once a minute. Where that is so, nodes tell each other before the first sale of a campaign.
     *
     * @param reads per second over the whole cluster, from 1; 2000 by default
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public PosseBuilder patrolReadsPerSecond(int reads) {
        if (reads < 1) {
            throw new IllegalArgumentException("The read budget of the patrols is at least 1 per second, not " + reads);
        }
        readsPerSecond = reads;
        return this;
    }

    /**
     * Sets how long a patrol lets a driver finish by itself.
     *
     * @param duration not negative, a minute at the most; 100 ms by default
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public PosseBuilder grace(Duration duration) {
        grace = requireWithin("grace", duration, LONGEST_GRACE);
        return this;
    }

    /**
     * Sets from which age on a lock in the way of a purchase by the same account is resolved instead of respected. One that is further
     * ahead than that is of a wrong clock, and counts as old.
     *
     * @param duration not negative, an hour at the most; 5 s by default. With 0 whoever comes resolves what a live driver of the same account
     *     has just begun
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public PosseBuilder patience(Duration duration) {
        patience = requireWithin("patience", duration, LONGEST_PATIENCE);
        return this;
    }

    /**
     * Lets logins call half-done purchases off instead of finishing them.
     *
     * @return this builder
     */
    public PosseBuilder cancelAtLogin() {
        loginPolicy = LockPolicy.CANCEL;
        return this;
    }

    /**
     * Answers a purchase as soon as its sale is decided, and settles it behind the answer, on threads of this node: the buyer hears after
     * D3, and D4 to D6 follow. Off by default.
     *
     * <p>What is told is as true as without: whoever has claimed the slot has bought it, whatever happens to this node. Only the debit
     * follows a moment later, and the campaign's {@code lastPurchasedSlot} after it; nodes that do not know of the claim may aim at that
     * slot until then, and are beaten.
     *
     * <ul>
     *   <li>Where the queue is full, or the node is closing, the caller settles his sale himself, before he is answered: nothing is
     *       dropped, and nothing grows without bound.
     *   <li>{@link Posse#close} waits up to ten seconds for the queue, and tells how many sales are left ({@link
     *       dev.posse.observe.PosseEvent.SettlementsLeft}). Those, and what is lost with the process, the posse finishes, as it finishes what a
     *       dead driver has left. More is not promised.
     *   <li>The next call for the account on this node (a purchase, {@code outcome}, {@code cancel}, {@code login}, a deposit or
     *       withdrawal, a statement or history) settles first what is left of the account's sales, or waits for the thread that does, for a
     *       second at the most. So a buyer does not meet his own sale as somebody else's lock, and sees his debit.
     *   <li>On another node, or where that second was not enough, the call sees what a dead driver leaves: a purchase, a login, {@code
     *       outcome} and {@code cancel} settle the sale by themselves and go on; a deposit is booked; a withdrawal is refused ({@code
     *       LOCKED}), and a statement shows the purchase as pending, until it is settled. A purchase is refused ({@code
     *       ACCOUNT_IN_USE}) only if the store does not let it settle the sale.
     *   <li>A store that takes chains (S22) writes D2 to D6 at once, and the buyer waits for nothing that could be left out. There only what a
     *       chain has left undone is settled behind the answer.
     * </ul>
     *
     * @param threads that settle, 1 to 64
     * @param waiting how many sales may wait for a thread, 1 to 100,000; each takes what its account takes, up to some 10 kB
     * @return this builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public PosseBuilder settleBehind(int threads, int waiting) {
        if (threads < 1 || threads > 64 || waiting < 1 || waiting > 100_000) {
            throw new IllegalArgumentException(
                    "Sales are settled behind the answer by 1 to 64 threads, and 1 to 100000 may wait," + " not "
                            + threads + " and " + waiting);
        }
        settlingThreads = threads;
        settlingQueue = waiting;
        return this;
    }

    /**
     * Adds an observer; there may be several. Every node logs its events through SLF4J besides ({@link LoggingObserver}).
     *
     * @param observer hears every event of this node
     * @return this builder
     */
    public PosseBuilder observer(PosseObserver observer) {
        observers.add(Objects.requireNonNull(observer, "observer"));
        return this;
    }

    /**
     * Replaces the clock. Clocks decide when things happen, never what (law A8).
     *
     * @param source tells the time of lock, claim and transaction
     * @return this builder
     */
    public PosseBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Replaces the randomness from which the times of patrols are drawn, and the pauses of those who begin again. The ids of attempts and of purchases that were given
     * none have a strong source of their own.
     *
     * @param source safe for many threads
     * @return this builder
     */
    public PosseBuilder random(RandomGenerator source) {
        random = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Opens the node and starts its patrols.
     *
     * @return the open node; the caller closes it, and the store after it
     * @throws NotInitializedException if the store was never set up with {@link Posse#initialize}; an {@link
     *     InMemoryStore} needs no setting up
     * @throws dev.posse.store.DataLossException if the store's data has another life than when it was set up, or a node has
     *     noticed a loss that no person has confirmed
     * @throws UnreadableDocumentException if the incarnation document is corrupt or of a newer release
     * @throws dev.posse.store.StoreException if the store does not answer
     */
    public Posse open() {
        NodeSettings settings = new NodeSettings(
                node.isEmpty() ? "node-" + RandomIds.next().substring(0, 8) : node,
                nodes,
                patrolsPerSecond,
                readsPerSecond,
                grace,
                patience,
                loginPolicy,
                settlingThreads,
                settlingQueue,
                RandomIds::next);
        NodeOpening opening = new NodeOpening(store, settings, observers, clock, random);
        Posse opened = new Posse(settings, opening.parts());
        opening.tellOpened(opened::status);
        opened.startPatrols();
        return opened;
    }

    private static Duration requireWithin(String what, Duration duration, Duration most) {
        if (Objects.requireNonNull(duration, "duration").isNegative() || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "The " + what + " is not negative, and at most " + most.toSeconds() + " s, not " + duration);
        }
        return duration;
    }
}
