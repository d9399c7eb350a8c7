package dev.posse.explorer;

import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.dataset.StoreSetup;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Directory;
import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.FakeClock;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.patrol.NodePatrols;
import dev.posse.patrol.PatrolRate;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.SlotTrouble;
import dev.posse.step.StepRunner;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** One node above the steps: its guard, its memory, its patrols and its buyers, on a database to which everything may happen. */
final class GuardedNode {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String ID = "life-1";

    private final MovableStore store = new MovableStore();
    private final FakeClock clock = new FakeClock();
    private final NodeMemory memory = new NodeMemory();
    private final StepRunner runner =
            new StepRunner("node", store, PosseObserver.NONE, pause -> {}, System::nanoTime, Duration.ZERO);
    private final Variant variant;
    private final NodePatrols patrols;
    private IncarnationGuard guard = new IncarnationGuard(ID, 0);
    private int purchases;

    /** How a node may be wrong. */
    enum Variant {
        /** It is not. */
        NONE,
        /** What it has found does not outlast a look that finds a whole data set. */
        OPENS_BY_ITSELF,
        /** What could not be read counts as absent. */
        JUDGES_UNREAD
    }

    GuardedNode(Variant variant) {
        this.variant = variant;
        store.write(new Incarnation(ID, clock.instant(), Optional.empty(), UnknownFields.NONE));
        store.write(Directory.empty(1).with("c"));
        store.write(Campaign.created("c", Starts.PRICE, 1_000));
        store.write(Account.opened("u").moved(new Movement("in", Movement.Kind.DEPOSIT, 10_000, Instant.EPOCH)));
        store.copy();
        this.patrols = new NodePatrols(
                "node",
                store,
                runner,
                PosseObserver.NONE,
                clock,
                new Random(1),
                new PatrolRate(1, 1, 2000),
                guard,
                memory,
                pause -> {},
                Duration.ZERO);
        look();
    }

    MovableStore store() {
        return store;
    }

    /** The node patrols for a second: it reads the incarnation and its campaign, and has no time to act twice on what it finds. */
    void look() {
        patrol();
        if (variant == Variant.OPENS_BY_ITSELF) {
            guard = new IncarnationGuard(ID, 0);
            var unused = guard.compare(read(), Optional.empty());
        }
    }

    private void patrol() {
        Instant end = clock.instant().plus(LOOK);
        while (clock.instant().isBefore(end)) {
            clock.pass(patrols.runDue());
        }
    }

    /** The same, and the database does not answer. */
    void lookInVain() {
        store.answers(false);
        patrol();
        store.answers(true);
        if (variant == Variant.JUDGES_UNREAD) {
            var unused = guard.compare(Optional.empty(), Optional.empty());
        }
    }

    private Optional<Incarnation> read() {
        return StoreSetup.read(store).map(Stored::document);
    }

    /** As the front door does it: nothing is begun where the guard is shut. */
    boolean buys() {
        if (guard.reason().isPresent()) {
            return false;
        }
        purchases++;
        Attempt attempt = new Attempt(
                "u",
                "c",
                "p-" + purchases,
                Optional.empty(),
                OptionalLong.empty(),
                variant == Variant.OPENS_BY_ITSELF ? 0 : memory.highest().of("c"),
                1,
                Attempt.Mode.FIRST,
                "a-" + purchases,
                "node",
                clock.instant(),
                Duration.ofDays(1),
                LockPolicy.COMPLETE,
                memory.highest()::of,
                SlotTrouble.NONE);
        try {
            return runner.run(Actor.DRIVER, PurchaseDriver.begin(attempt), memory.highest())
                            .outcome()
                    instanceof PurchaseOutcome.Purchased;
        } catch (DataLossException e) {
            patrols.fellBack("c", e);
            return false;
        }
    }

    /** A person confirms the data set, if there is anything to confirm; and opens the campaign again. */
    boolean confirms() {
        Optional<Stored<Incarnation>> read = StoreSetup.read(store);
        if (read.filter(found -> !StoreSetup.objections(found.document(), Optional.empty())
                        .isEmpty())
                .isEmpty()) {
            return false;
        }
        StoreSetup.confirm(store, read.get(), clock.instant());
        campaign().ifPresent(found -> store.write(found.with(Status.OPEN, Optional.empty())));
        return true;
    }

    Optional<Campaign> campaign() {
        return Key.campaign("c").in(store.getAll(List.of(Keys.campaign("c")))).map(Stored::document);
    }
}
