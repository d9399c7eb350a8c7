package dev.posse.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.BalanceChange;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.LastSeen;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseQuery;
import dev.posse.purchase.Resolution;
import dev.posse.recovery.Patrol;
import dev.posse.step.Next;
import dev.posse.step.StepRunner;
import dev.posse.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One node on a {@link ScriptedStore}, with a campaign {@value #DROP} unless a test says otherwise: arranges documents,
 * runs the real actors, reads what they left. Attempts are called a1, a2 and so on, in the order in which they begin.
 */
public final class Bench {

    /** When everything happens unless a test says otherwise. */
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** The campaign, unless a test says otherwise. */
    public static final String DROP = "drop";

    /** Its price. */
    private static final String ANY = "any";

    public static final long PRICE = 100;

    private final String node;
    private final ScriptedStore store;
    private final List<PosseEvent> events;
    private final List<AttemptOutcome> told;
    private final AtomicInteger attempts;
    private final List<Duration> pauses = new ArrayList<>();

    private Bench(
            String node,
            ScriptedStore store,
            List<PosseEvent> events,
            List<AttemptOutcome> told,
            AtomicInteger attempts) {
        this.node = node;
        this.store = store;
        this.events = events;
        this.told = told;
        this.attempts = attempts;
    }

    /** An initialized store without campaign or account. */
    public static Bench empty() {
        Bench bench = new Bench("here", new ScriptedStore(), new ArrayList<>(), new ArrayList<>(), new AtomicInteger());
        return bench.with(new Incarnation("life-1", NOON, Optional.empty(), UnknownFields.NONE));
    }

    /** A store with the usual campaign of ten slots. */
    public static Bench selling() {
        return selling(10);
    }

    /** A store with the usual campaign of so many slots. */
    public static Bench selling(long capacity) {
        return empty().with(Campaign.created(DROP, PRICE, capacity));
    }

    /** Writes a document. */
    public Bench with(Document document) {
        store.force(document.key(), document.encode());
        return this;
    }

    /** Opens an account that holds the money and has room for so many purchases. */
    public Bench account(String id, long balance, int window) {
        return with(Account.opened(id, window)
                .moved(new Movement("opening-of-" + id, Movement.Kind.DEPOSIT, balance, Instant.EPOCH)));
    }

    /** Opens an account that holds the money. */
    public Bench account(String id, long balance) {
        Account opened = Account.opened(id);
        return with(
                balance == 0
                        ? opened
                        : opened.moved(
                                new Movement("opening-of-" + id, Movement.Kind.DEPOSIT, balance, Instant.EPOCH)));
    }

    /** Another node on the same documents, on which no script runs. */
    public Bench somebody() {
        return new Bench("elsewhere", store.another(), events, told, attempts);
    }

    /** The store, for scripts. */
    public ScriptedStore store() {
        return store;
    }

    /** A wish to buy in the usual campaign. */
    public AttemptBuilder wish(String account) {
        return AttemptBuilder.of(account, DROP);
    }

    /** What a buyer hears who has the slot, whatever the purchase id. */
    public static PurchaseOutcome bought(long slot) {
        return new PurchaseOutcome.Purchased(ANY, DROP, slot, PRICE);
    }

    /** What a buyer hears who has not. */
    public static PurchaseOutcome not(Reason why) {
        return new PurchaseOutcome.NotPurchased(ANY, why);
    }

    /** Checks that nobody knows. */
    public static void assertInDoubt(PurchaseOutcome verdict) {
        assertInstanceOf(PurchaseOutcome.InDoubt.class, verdict);
    }

    /** Checks that an error says what was wrong. */
    public static void assertSays(Throwable error, String... words) {
        String message = String.valueOf(error.getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
        }
    }

    /** Leaves a void at the slot after the last: somebody locked it and was called off at login. */
    public Bench voided(String by) {
        diesBefore("D3", wish(by).id("void-" + store.content().size() + "-" + told.size()));
        assertInstanceOf(Resolution.Cleared.class, somebody().login(by, LockPolicy.CANCEL));
        return this;
    }

    /** D0 to D6. */
    public PurchaseOutcome buy(AttemptBuilder wish) {
        Attempt attempt = wish.attempt("a" + attempts.incrementAndGet(), node);
        PurchaseOutcome verdict =
                run(Actor.DRIVER, PurchaseDriver.begin(attempt)).outcome();
        told.add(new AttemptOutcome(wish.account(), wish.purchaseId(), Optional.of(attempt.attemptId()), verdict));
        return ofAny(verdict, wish.purchaseId());
    }

    /** A driver on another node dies before it takes the step. */
    public Bench diesBefore(String step, AttemptBuilder wish) {
        return diesBefore(step, 1, wish);
    }

    /** A driver on another node dies before it takes the step for the n-th time. */
    public Bench diesBefore(String step, int nth, AttemptBuilder wish) {
        Bench other = somebody();
        other.store.at(step, nth).cutsPowerBefore();
        assertThrows(NodeKilled.class, () -> other.buy(wish), "it should have come to " + step);
        return this;
    }

    /** L0 to L2. */
    public Resolution login(String account, LockPolicy policy) {
        return run(
                Actor.LOGIN,
                LockResolver.resolve(
                        new LockResolver.Request(account, policy, Optional.empty(), node, NOON, LastSeen.NOTHING)));
    }

    /** The outcome of a purchase, or its cancellation. */
    public PurchaseOutcome ask(AttemptBuilder wish, LockPolicy policy) {
        PurchaseOutcome verdict = run(
                        Actor.LOGIN,
                        PurchaseQuery.ask(new PurchaseQuery.Query(
                                wish.account(), wish.purchaseId(), policy, node, NOON, LastSeen.NOTHING)))
                .outcome();
        told.add(new AttemptOutcome(wish.account(), wish.purchaseId(), Optional.empty(), verdict));
        return ofAny(verdict, wish.purchaseId());
    }

    /** Checks whose outcome it is, and gives it without the id, which most tests do not care about. */
    private static PurchaseOutcome ofAny(PurchaseOutcome outcome, String purchaseId) {
        assertEquals(purchaseId, outcome.purchaseId());
        if (outcome instanceof PurchaseOutcome.Purchased bought) {
            return new PurchaseOutcome.Purchased(ANY, bought.campaign(), bought.slot(), bought.price());
        }
        return outcome instanceof PurchaseOutcome.NotPurchased not
                ? new PurchaseOutcome.NotPurchased(ANY, not.reason())
                : new PurchaseOutcome.InDoubt(ANY, ((PurchaseOutcome.InDoubt) outcome).why());
    }

    /** R0 to R3b.ii in the usual campaign. */
    public Patrol.Report patrol() {
        return patrol(DROP);
    }

    /** R0 to R3b.ii. */
    public Patrol.Report patrol(String campaign) {
        return run(Actor.PATROL, Patrol.begin(new Patrol.PatrolTarget(campaign, node, NOON)));
    }

    /** A deposit, under a fresh id. */
    public void deposit(String account, long amount) {
        Movement movement =
                new Movement("deposit-" + attempts.incrementAndGet(), Movement.Kind.DEPOSIT, amount, Instant.EPOCH);
        run(Actor.ADMIN, BalanceChange.begin(account, movement));
    }

    /** Runs any actor, and lets the store know which step is under way. */
    public <R> R run(Actor actor, Next<R> start) {
        StepRunner runner =
                new StepRunner(node, store, events::add, pauses::add, System::nanoTime, Duration.ofMillis(100));
        return runner.run(actor, NamedStep.of(start, store));
    }

    /** The account as it stands. */
    public Account account(String id) {
        return read(Keys.account(id), Account::decode).orElseThrow();
    }

    /** The usual campaign as it stands. */
    public Campaign campaign() {
        return read(Keys.campaign(DROP), Campaign::decode).orElseThrow();
    }

    /** A slot of the usual campaign as it stands. */
    public Optional<Slot> slot(long number) {
        return read(Keys.slot(DROP, number), Slot::decode);
    }

    /** Whose slot it is: an account, {@code void} or {@code free}. */
    public String holder(long number) {
        return slot(number)
                .map(slot -> slot instanceof Claim claim ? claim.account() : "void")
                .orElse("free");
    }

    /** A transaction of the usual campaign as it stands. */
    public Optional<Transaction> transaction(long number) {
        return read(Keys.transaction(DROP, number), Transaction::decode);
    }

    private <T> Optional<T> read(String key, BiFunction<String, byte[], T> decode) {
        return Optional.ofNullable(store.content().get(key)).map(Entry::value).map(value -> decode.apply(key, value));
    }

    /** The steps that this node took, in order. */
    public List<String> steps() {
        return store.steps();
    }

    /** How this node waited. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** All events, of all nodes. */
    public List<PosseEvent> events() {
        return List.copyOf(events);
    }

    /** The alarms, of all nodes. */
    public List<PosseEvent.TotalFailure> alarms() {
        return events.stream()
                .flatMap(event -> event instanceof PosseEvent.TotalFailure alarm ? Stream.of(alarm) : Stream.empty())
                .collect(Collectors.toUnmodifiableList());
    }

    /** All that anybody was told of a purchase. */
    public List<AttemptOutcome> told() {
        return List.copyOf(told);
    }
}
