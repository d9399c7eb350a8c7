package dev.posse.store.redis;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.BookingLost;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One node of a shop: a store of its own, a posse, and what happened there. */
final class Seller implements AutoCloseable {

    static final long PRICE = 7;

    private final HookedStore store;
    private final Queue<PosseEvent> events = new ConcurrentLinkedQueue<>();
    private final Posse posse;

    private Seller(CasKeyValueStore store) {
        this.store = new HookedStore(store);
        this.posse = Posse.on(this.store)
                .nodes(1)
                .patrolsPerSecond(20)
                .grace(Duration.ofMillis(20))
                .patience(Duration.ofMillis(300))
                .observer(events::add)
                .open();
    }

    /** Opens a node on a database that was set up. */
    static Seller open(String uri) {
        return on(CasKeyValueStore.open(uri));
    }

    /** Opens a node on a store, which it closes. */
    static Seller on(CasKeyValueStore store) {
        try {
            return new Seller(store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Opens a node, on a database that is set up if it was not yet. */
    static Seller first(String uri) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Posse.initialize(store);
        }
        return open(uri);
    }

    Posse posse() {
        return posse;
    }

    HookedStore store() {
        return store;
    }

    void campaign(String campaign) {
        posse.campaigns().create(campaign, PRICE, 10);
    }

    void account(String account) {
        posse.accounts().open(account);
        posse.accounts().deposit(account, "first", PRICE * 10);
    }

    PurchaseOutcome buy(String account, String campaign, String purchaseId) {
        return posse.purchase(PurchaseRequest.of(account, campaign).withPurchaseId(purchaseId));
    }

    List<DataLossDetected> losses() {
        return events.stream()
                .filter(DataLossDetected.class::isInstance)
                .map(DataLossDetected.class::cast)
                .toList();
    }

    List<String> alarms() {
        return events.stream()
                .filter(PosseEvent.Alarm.class::isInstance)
                .map(PosseEvent::toString)
                .toList();
    }

    /** Waits until the database answers this node, wherever the keys are. */
    void awaitReached() {
        List<String> keys =
                IntStream.range(0, 50).mapToObj(number -> "anywhere/" + number).toList();
        Waiting.until("the database is reached", () -> {
            try {
                return store.getAll(keys).isEmpty();
            } catch (StoreException e) {
                return false;
            }
        });
    }

    /** Waits until this node says that a campaign has lost data, or with nothing that all have. */
    String awaitDataLoss(Optional<String> campaign) {
        Waiting.until(
                "data loss: " + campaign,
                () -> losses().stream().anyMatch(event -> event.campaign().equals(campaign)));
        return losses().stream()
                .filter(event -> event.campaign().equals(campaign))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    /** Waits until this node says that a booking of an account is lost. */
    String awaitBookingLost(String account) {
        Waiting.until(
                "booking lost: " + account,
                () -> lostBookings(account).findFirst().isPresent());
        return lostBookings(account).findFirst().orElseThrow().finding();
    }

    private Stream<BookingLost> lostBookings(String account) {
        return events.stream()
                .filter(BookingLost.class::isInstance)
                .map(BookingLost.class::cast)
                .filter(event -> event.account().equals(account));
    }

    boolean saysDataLoss(String campaign) {
        return losses().stream().anyMatch(event -> event.campaign().equals(Optional.of(campaign)));
    }

    @Override
    public void close() {
        posse.close();
        store.close();
    }
}
