package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes sell while a server is restarted. */
class IncarnationGuardTest {

    private static final String CAMPAIGN = "drop";
    private static final int BUYERS = 6;

    /** Who sold what, and when the purchase began. */
    private record Sale(String node, long slot, long begun) {}

    private final Queue<Sale> sold = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> noticedAt = new ConcurrentHashMap<>();
    private final List<CasKeyValueStore> stores = new ArrayList<>();
    private final List<Posse> nodes = new ArrayList<>();
    private final List<Thread> buyers = new ArrayList<>();
    private List<MemcachedProcess> servers = List.of();
    private volatile boolean over;

    @BeforeEach
    void start() {
        servers = Stream.generate(MemcachedProcess::start).limit(3).collect(Collectors.toUnmodifiableList());
    }

    @AfterEach
    void stop() throws Exception {
        over = true;
        for (Thread buyer : buyers) {
            buyer.join(10_000);
        }
        nodes.forEach(Posse::close);
        stores.forEach(CasKeyValueStore::close);
        servers.forEach(MemcachedProcess::close);
    }

    private CasKeyValueStore open() {
        CasKeyValueStore store = CasKeyValueStore.open("memcached://"
                + servers.stream().map(MemcachedProcess::address).collect(Collectors.joining(","))
                + "?timeout=1s&names=a,b,c");
        stores.add(store);
        return store;
    }

    private Posse node(String name) {
        Posse node = Posse.on(open())
                .node(name)
                .nodes(2)
                .patrolsPerSecond(4)
                .observer(event -> {
                    if (event instanceof DataLossDetected) {
                        noticedAt.putIfAbsent(name, System.nanoTime());
                    }
                })
                .open();
        nodes.add(node);
        node.startPatrols();
        return node;
    }

    private void buy(Posse node, String account) {
        while (!over) {
            long begun = System.nanoTime();
            try {
                if (node.purchase(PurchaseRequest.of(account, CAMPAIGN))
                        instanceof PurchaseOutcome.Purchased purchased) {
                    sold.add(new Sale(node.name(), purchased.slot(), begun));
                }
            } catch (StoreException | OutcomeUnknownException e) {
                // Refused, as it must be from some moment on; tried again and again all the same.
                Thread.onSpinWait();
            }
        }
    }

    private void startSelling() {
        Posse.initialize(open());
        List<Posse> sellers = List.of(node("one"), node("two"));
        sellers.get(0).campaigns().create(CAMPAIGN, 1, 1_000_000);
        for (int number = 0; number < BUYERS; number++) {
            String account = "buyer" + number;
            Posse node = sellers.get(number % 2);
            node.accounts().open(account);
            node.accounts().deposit(account, "d", 1_000_000);
            buyers.add(new Thread(() -> buy(node, account), account));
        }
        buyers.forEach(Thread::start);
    }

    /** A purchase that was under way may end as sold: its slot stands on a server that forgot nothing. */
    private List<Sale> begunAfterwards() {
        return sold.stream()
                .filter(sale -> sale.begun() > noticedAt.getOrDefault(sale.node(), Long.MAX_VALUE))
                .toList();
    }

    private static void await(String what, int seconds, BooleanSupplier condition) throws Exception {
        for (long end = System.nanoTime() + seconds * 1_000_000_000L; !condition.getAsBoolean(); ) {
            assertTrue(System.nanoTime() < end, "not within " + seconds + " s: " + what);
            Thread.sleep(5);
        }
    }

    @ParameterizedTest(name = "server {0}")
    @ValueSource(ints = {0, 1, 2})
    @DisplayName("S21: a restart during a run stops all sales within a patrol, and no slot is sold twice")
    void oneOfThree(int restarted) throws Exception {
        startSelling();
        await("sales", 30, () -> sold.size() > 200);
        servers.get(restarted).restart();
        // A second until the clients connect again, and one patrol of the directory.
        await("both nodes notice", 10, () -> noticedAt.size() == 2);
        Thread.sleep(3000);
        assertEquals(List.of(), begunAfterwards(), "purchases that began when their node had noticed");
        assertEquals(sold.size(), sold.stream().map(Sale::slot).distinct().count(), "slots sold twice");
        assertThrows(RuntimeException.class, () -> Posse.on(open()).open(), "a new node does not open either");
    }

    @Test
    @DisplayName("S21: when all servers are restarted, nothing is sold until a person sets the store up again")
    void all() throws Exception {
        startSelling();
        await("sales", 30, () -> sold.size() > 200);
        servers.forEach(MemcachedProcess::restart);
        await("both nodes notice", 10, () -> noticedAt.size() == 2);
        assertThrows(RuntimeException.class, () -> Posse.on(open()).open());
        // Even then the old nodes write nothing: they may hold intents from before.
        Posse.initialize(open());
        Thread.sleep(2000);
        assertEquals(List.of(), begunAfterwards());
        assertEquals(1, IntStream.range(0, 3).mapToLong(this::items).sum(), "the incarnation document and no more");
        assertEquals(sold.size(), sold.stream().map(Sale::slot).distinct().count());
    }

    /** Without the marker. */
    private long items(int server) {
        return servers.get(server).figure("curr_items") - 1;
    }
}
