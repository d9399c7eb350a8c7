package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ForeignValue;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a user does who has some rights and no others, one thing after the other, whatever becomes of the ones before.
 *
 * <p>Only what the SPI and the front door name may be thrown; anything else ends the test.
 */
final class RightsTrial {

    private static final String SALE = "drop";

    private final CasKeyValueStore owner;
    private final ClientResources resources;
    private final List<String> told = new ArrayList<>();
    private boolean inDoubt;

    /**
     * Makes a trial.
     *
     * @param owner may do all
     * @param resources threads for the user's stores
     */
    RightsTrial(CasKeyValueStore owner, ClientResources resources) {
        this.owner = owner;
        this.resources = resources;
    }

    /** What the user was told that is not as it should be; empty if he could do all. */
    List<String> told() {
        return List.copyOf(told);
    }

    boolean wasInDoubt() {
        return inDoubt;
    }

    /** Makes a shop with a sale that its driver left half done. */
    void prepareShop() {
        Posse.initialize(owner);
        try (Posse posse = quiet(new DyingStore(owner))) {
            posse.campaigns().create(SALE, 7, 1000);
            for (String account : List.of("alice", "bob")) {
                posse.accounts().open(account);
                posse.accounts().deposit(account, "first", 1000);
            }
            posse.purchase(PurchaseRequest.of("alice", SALE).withPurchaseId("half-done"));
        }
    }

    private static Posse quiet(CasKeyValueStore store) {
        Posse posse = Posse.on(store).nodes(1).patience(Duration.ofMillis(300)).open();
        posse.stopPatrols();
        return posse;
    }

    /** Buys, books, asks, looks, and patrols. */
    void sells(String uri) {
        attempt(() -> {
            try (RedisStore store = RedisStore.open(uri, resources)) {
                attempt(() -> fitness(store.fitness()));
                attempt(() -> swaps(store));
                attempt(() -> chains(store));
                attempt(() -> front(store));
            }
        });
    }

    private void front(CasKeyValueStore store) {
        try (Posse posse = Posse.on(store)
                .nodes(1)
                .patrolsPerSecond(20)
                .grace(Duration.ofMillis(20))
                .patience(Duration.ofMillis(300))
                .open()) {
            attempt(() -> posse.campaigns().create("other", 7, 10));
            attempt(() -> posse.accounts().open("carol"));
            attempt(() -> posse.accounts().deposit("carol", "d-1", 100));
            attempt(() -> posse.accounts().withdraw("carol", "w-1", 1));
            attempt(() -> posse.purchase(PurchaseRequest.of("bob", SALE).withPurchaseId("b-1")));
            attempt(() -> posse.outcome("bob", "b-1"));
            attempt(() -> posse.cancel("bob", "b-2"));
            attempt(() -> posse.login("alice"));
            attempt(() -> posse.accounts().history("bob"));
            attempt(posse::audit);
            attempt(() -> posse.campaigns().close("other"));
            if (told.isEmpty()) {
                Waiting.until("the sale of the dead driver is settled", () -> isSettled(posse));
            }
        }
    }

    private static boolean isSettled(Posse posse) {
        return posse.campaigns().find(SALE).orElseThrow().lastPurchasedSlot() > 0;
    }

    /** Looks as show, audit and doctor do. */
    void looks(String uri) {
        attempt(() -> {
            try (RedisStore store = RedisStore.open(uri, resources)) {
                attempt(() -> fitness(store.fitness()));
                attempt(() -> store.get("campaign/" + SALE));
                attempt(() -> store.getAll(List.of("account/alice", "account/bob", "account/carol")));
                attempt(() -> store.foreignValue("account/foreign"));
            }
        });
    }

    void setsUp(String uri) {
        attempt(() -> {
            try (RedisStore store = RedisStore.open(uri, resources)) {
                attempt(() -> Posse.initialize(store));
                // Of nobody else's business: who sets up does not sell, and is not told what the deployment promises.
                attempt(() -> roleOf(store.fitness()));
            }
        });
    }

    /** Replaces what is foreign, writes what was lost, and changes what is there. */
    void mends(String uri) {
        attempt(() -> {
            try (RedisStore store = RedisStore.open(uri, resources)) {
                attempt(() -> {
                    Optional<ForeignValue> foreign = store.foreignValue("account/foreign");
                    foreign.ifPresent(value -> store.swap("account/foreign", bytes("{}"), value.version()));
                });
                attempt(() -> swaps(store));
                attempt(() -> roleOf(store.fitness()));
            }
        });
    }

    /** Twice what is not to be made, on one connection, then what is. */
    private static void swaps(CasKeyValueStore store) {
        AddResult added = store.add("swapped/" + System.nanoTime(), bytes("first"));
        String key = "swapped/twice";
        Version version =
                added instanceof AddResult.Added && store.add(key, bytes("first")) instanceof AddResult.Added first
                        ? first.version()
                        : store.get(key).orElseThrow().version();
        for (int turn = 0; turn < 2; turn++) {
            require(() -> store.swap(key, bytes("other"), new Version("old")) instanceof SwapResult.Conflict);
            require(() -> store.swap("absent/1", bytes("other"), new Version("old")) instanceof SwapResult.Missing);
        }
        require(() -> store.swap(key, bytes("next"), version) instanceof SwapResult.Swapped);
    }

    private static void chains(CasKeyValueStore store) {
        String key = "chained/" + System.nanoTime();
        List<ChainedWrite> links = List.of(
                new ChainedWrite.ExpectAbsent("absent/2"),
                new ChainedWrite.Add(key, bytes("first")),
                new ChainedWrite.SwapOf(key, bytes("next"), 1));
        if (store.chainLength() > 1) {
            Ending ending = store.chain(links).ending();
            if (ending instanceof Ending.Failed failed) {
                throw failed.cause();
            }
        }
    }

    private void fitness(StoreFitness fitness) {
        fitness.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.UNKNOWN
                        || (finding.aspect() == Aspect.ACCESS && finding.verdict() == Verdict.RISK))
                .forEach(finding -> told.add("fitness: " + finding.detail()));
    }

    private void roleOf(StoreFitness fitness) {
        fitness.findings().stream()
                .filter(finding -> finding.detail().contains("ROLE"))
                .forEach(finding -> told.add("fitness: " + finding.detail()));
    }

    void attempt(Runnable doing) {
        try {
            doing.run();
        } catch (OutcomeUnknownException e) {
            inDoubt = true;
            told.add(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            told.add(String.valueOf(e.getMessage()));
        }
    }

    private static void require(BooleanSupplier condition) {
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the store answered otherwise than it should have");
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Writes nothing any more once a slot is claimed: the sale is decided, and nobody has settled it. */
    private static final class DyingStore extends ForwardingStore {

        private boolean dead;

        DyingStore(CasKeyValueStore store) {
            super(store);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            requireAlive();
            AddResult result = super.add(key, value);
            dead |= key.startsWith("slot/");
            return result;
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            requireAlive();
            return super.swap(key, value, expected);
        }

        private void requireAlive() {
            if (dead) {
                throw new StoreException("the node is dead");
            }
        }

        @Override
        public void close() {
            // It is the owner's.
        }
    }
}
