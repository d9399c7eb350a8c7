package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.RecoveryBranch;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

// Of the kit of Micrometer, whose assertions are raw.
@SuppressWarnings({"unchecked", "rawtypes"})
@DisplayName("Observations")
class ObservationsTest {

    private static final Subject SALE =
            Subject.NONE.withAccount("alice").withCampaign("drop").withSlot(3).withPurchase("order-1");

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final ObservationObserver observer = new ObservationObserver(registry);

    @Test
    @DisplayName(
            "a purchase is one observation under its caller's, and each of its steps is one under it; no key is an account")
    void purchase() {
        try (CasKeyValueStore store = CasKeyValueStore.open("memory:");
                Posse posse = Posse.on(store).node("shop-1").observer(observer).open()) {
            posse.accounts().open("alice");
            posse.accounts().deposit("alice", "voucher", 1_000);
            posse.campaigns().create("drop", 250, 10);
            Observation.createNotStarted("http", registry)
                    .observe(() ->
                            posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1")));
        }
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("posse.purchase")
                .that()
                .hasParentObservationContextMatching(context -> "http".equals(context.getName()))
                .hasLowCardinalityKeyValue("node", "shop-1")
                .hasLowCardinalityKeyValue("outcome", "PURCHASED")
                .hasHighCardinalityKeyValue("purchase.id", "order-1")
                .hasHighCardinalityKeyValue("campaign", "drop")
                .hasHighCardinalityKeyValue("slot", "1")
                .hasBeenStopped();
        for (String step : List.of("D2", "D3", "D4", "D5", "D6")) {
            TestObservationRegistryAssert.assertThat(registry)
                    .hasAnObservation(found -> found.hasContextualNameEqualTo("posse " + step)
                            .hasParentObservationContextMatching(parent -> isCalled(parent, "posse.purchase"))
                            .hasLowCardinalityKeyValue("step", step)
                            .hasLowCardinalityKeyValue("actor", "driver"));
        }
        TestObservationRegistryAssert.assertThat(registry)
                .forAllObservationsWithNameEqualTo(
                        "posse.purchase", found -> found.doesNotHaveHighCardinalityKeyValue("account", "alice"));
    }

    @Test
    @DisplayName("a step that is settled behind the answer comes under the purchase that was told before")
    void behind() {
        observer.onEvent(step(PosseEvent.Actor.DRIVER, StepName.D3));
        observer.onEvent(ended());
        observer.onEvent(step(PosseEvent.Actor.DRIVER, StepName.D4));
        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(found -> found.hasContextualNameEqualTo("posse D4")
                        .hasParentObservationContextMatching(parent -> isCalled(parent, "posse.purchase")));
    }

    @Test
    @DisplayName(
            "a recovery bears the purchase's id, has no parent, holds the steps of the posse, and links the purchase that this process saw")
    void recovery() {
        observer.onEvent(ended());
        observer.onEvent(step(PosseEvent.Actor.PATROL, StepName.D5));
        observer.onEvent(new PosseEvent.Recovered("shop-2", SALE, RecoveryBranch.R3A_II, Duration.ofMillis(700)));
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("posse.recovery")
                .that()
                .doesNotHaveParentObservation()
                .hasLowCardinalityKeyValue("branch", "R3a.ii")
                .hasHighCardinalityKeyValue("purchase.id", "order-1");
        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(found -> found.hasContextualNameEqualTo("posse D5")
                        .hasParentObservationContextMatching(parent -> isCalled(parent, "posse.recovery")));
    }

    @Test
    @DisplayName("a lock that a login resolves is one too")
    void resolution() {
        observer.onEvent(new PosseEvent.LockResolved("shop-2", SALE, PosseEvent.LockResolved.How.SOLD));
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("posse.resolution")
                .that()
                .hasLowCardinalityKeyValue("how", "SOLD")
                .hasHighCardinalityKeyValue("purchase.id", "order-1");
    }

    @Test
    @DisplayName("where nobody listens, no step is put together; of purchases that are never told only so much is kept")
    void bounded() {
        PosseObserver deaf = new ObservationObserver(io.micrometer.observation.ObservationRegistry.NOOP);
        assertThat(deaf.hearsSteps()).isFalse();
        TakenSteps steps = new TakenSteps();
        PosseEvent.StepTaken taken = step(PosseEvent.Actor.DRIVER, StepName.D0);
        TakenSteps.Work first = new TakenSteps.Work(PosseEvent.Actor.DRIVER, "alice", "order-0");
        for (int order = 0; order < 5_000; order++) {
            TakenSteps.Work work = new TakenSteps.Work(PosseEvent.Actor.DRIVER, "alice", "order-" + order);
            assertThat(steps.take(work, new TakenSteps.Step(taken, java.time.Instant.EPOCH)))
                    .isEmpty();
        }
        assertThat(steps.takenFor(first)).isEmpty();
        for (int again = 0; again < 1_000; again++) {
            assertThat(steps.take(first, new TakenSteps.Step(taken, java.time.Instant.EPOCH)))
                    .isEmpty();
        }
        assertThat(steps.takenFor(first)).hasSize(256);
    }

    private static boolean isCalled(Object context, String name) {
        return context instanceof Observation.ContextView view && name.equals(view.getName());
    }

    private static PosseEvent.StepTaken step(PosseEvent.Actor actor, StepName name) {
        return new PosseEvent.StepTaken(
                "shop-1", actor, name, SALE, "add slot/drop/3", PosseEvent.Answer.HAPPENED, Duration.ofMillis(2));
    }

    private static PosseEvent.PurchaseEnded ended() {
        return new PosseEvent.PurchaseEnded(
                "shop-1",
                SALE,
                new PurchaseOutcome.Purchased("order-1", "drop", 3, 250),
                Optional.empty(),
                Duration.ofMillis(10));
    }
}
