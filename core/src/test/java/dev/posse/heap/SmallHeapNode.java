package dev.posse.heap;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreLimits;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * The child of {@link SmallHeapTest}: a node to which callers do for a while whatever they may, with ids that nobody has used before. Once
 * per second it prints how many calls were made since it began; at the end whatever it has alarmed of.
 */
final class SmallHeapNode {

    /** Of 64 campaigns a node remembers the last 1,024 sales, and the store all. */
    private static final long CAPACITY = 1_500;

    private final CasKeyValueStore store;
    private final Posse posse;
    private final LongAdder calls = new LongAdder();
    private final Set<String> alarms = ConcurrentHashMap.newKeySet();

    private volatile int campaigns;
    private volatile boolean isOver;

    private SmallHeapNode(CasKeyValueStore store, boolean isBehind) {
        this.store = store;
        String unused = Posse.initialize(store);
        this.posse = (isBehind ? Posse.on(store).settleBehind(2, 100) : Posse.on(store))
                .node("small")
                .nodes(1)
                .observer(this::hear)
                .open();
        posse.campaigns().create(campaign(), 1, CAPACITY);
    }

    public static void main(String[] args) throws InterruptedException {
        ((Logger) LoggerFactory.getLogger("dev.posse")).setLevel(Level.OFF);
        boolean isChaining = Boolean.parseBoolean(args[0]);
        try (ForgettingStore store = new ForgettingStore(isChaining ? StoreLimits.MAX_CHAIN_LINKS : 1)) {
            new SmallHeapNode(store, !isChaining).run(Integer.parseInt(args[1]));
        }
    }

    private void hear(PosseEvent event) {
        if (event instanceof PosseEvent.DataLossDetected
                || event instanceof PosseEvent.TotalFailure
                || event instanceof PosseEvent.BookingLost
                || event instanceof PosseEvent.ListingLost
                || event instanceof PosseEvent.PatrolFailed) {
            alarms.add(String.valueOf(event));
        }
    }

    private void run(int seconds) throws InterruptedException {
        List<Thread> threads = List.of(
                looping("sells-1", this::sells),
                looping("sells-2", this::sells),
                looping("strangers", this::asksForWhatIsNotThere),
                looping("lists", this::lists),
                looping("patrols", this::stopsAndStarts));
        threads.forEach(Thread::start);
        for (int second = 1; second <= seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            System.out.println("calls " + calls.sum());
        }
        isOver = true;
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("threads " + ManagementFactory.getThreadMXBean().getThreadCount());
        System.out.println("live " + live());
        posse.close();
        alarms.stream().limit(5).forEach(alarm -> System.out.println("ALARM " + alarm));
    }

    /** What stays after a collection, in bytes. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Work {
        void with(String fresh) throws InterruptedException;
    }

    private Thread looping(String name, Work work) {
        return new Thread(
                () -> {
                    try {
                        for (long number = 0; !isOver; number++) {
                            work.with(name + "-" + number);
                            calls.increment();
                        }
                    } catch (Exception e) {
                        alarms.add(name + " ended with " + e);
                    }
                },
                name);
    }

    private void sells(String fresh) {
        posse.accounts().open(fresh);
        did(posse.accounts().deposit(fresh, "paid", 10));
        String wanted = campaign();
        PurchaseOutcome told = posse.purchase(PurchaseRequest.of(fresh, wanted)
                .withPurchaseId("order-" + fresh)
                .withPayload("a payload of " + fresh));
        if (told instanceof PurchaseOutcome.NotPurchased not && not.reason() == PurchaseOutcome.Reason.SOLD_OUT) {
            next(wanted);
        }
    }

    private String campaign() {
        return "drop-" + campaigns;
    }

    private synchronized void next(String soldOut) {
        if (campaign().equals(soldOut)) {
            posse.campaigns().create("drop-" + (campaigns + 1), 1, CAPACITY);
            campaigns++;
        }
    }

    private void asksForWhatIsNotThere(String fresh) {
        String regular = ForgettingStore.REGULAR + fresh.hashCode() % 10;
        posse.accounts().open(regular);
        did(posse.accounts().deposit(regular, fresh, 1));
        did(posse.purchase(PurchaseRequest.of(regular, fresh).withPurchaseId(fresh)));
        did(posse.purchase(PurchaseRequest.of(fresh, campaign()).withPurchaseId(fresh)));
        did(posse.outcome(fresh, fresh));
        did(posse.cancel(regular, fresh));
        did(posse.login(fresh));
        did(posse.accounts().deposit(fresh, fresh, 1));
        did(posse.campaigns().find(fresh));
        did(posse.campaigns().close(fresh));
        did(posse.campaigns().sold(fresh, 1, 10));
        did(posse.accounts().statement(fresh));
    }

    private void lists(String fresh) {
        did(posse.campaigns().list());
        did(posse.accounts().history(ForgettingStore.REGULAR + 1, 100));
        did(posse.campaigns().sold(campaign(), 1, 10));
        PosseObserver forgotten = event -> {};
        try (Posse other = Posse.on(store).node(fresh).observer(forgotten).open()) {
            did(other.login(ForgettingStore.REGULAR + 1));
        }
    }

    /** What came of it is of no interest here. */
    private static void did(Object answer) {
        requireNonNull(answer);
    }

    private void stopsAndStarts(String fresh) throws InterruptedException {
        posse.stopPatrols();
        posse.startPatrols();
        TimeUnit.MILLISECONDS.sleep(50);
    }
}
