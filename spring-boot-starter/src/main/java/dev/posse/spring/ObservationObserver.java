package dev.posse.spring;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.Subject;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells an {@link ObservationRegistry} of purchases and of the steps taken for each, and of what logins and the posse finished. With
 * Micrometer Tracing and {@link PosseTracingHandler} they become spans with their true times. Thread-safe.
 *
 * <table>
 *   <caption>Observations; each is there when its work is done</caption>
 *   <tr><th>name</th><th>parent</th><th>keys of few values</th><th>further keys</th></tr>
 *   <tr><td>{@code posse.purchase}</td><td>the caller's observation, such as the HTTP request</td><td>{@code node}, {@code outcome}</td>
 *       <td>{@code purchase.id}, {@code campaign}, {@code slot}</td></tr>
 *   <tr><td>{@code posse.step}</td><td>one of the others</td><td>{@code node}, {@code actor}, {@code step}, {@code answer}</td><td></td></tr>
 *   <tr><td>{@code posse.resolution}</td><td>the caller's</td><td>{@code node}, {@code how}</td><td>as above</td></tr>
 *   <tr><td>{@code posse.recovery}</td><td>none; linked to the purchase that it finished, where that ran in this process</td>
 *       <td>{@code node}, {@code branch}</td><td>as above</td></tr>
 * </table>
 *
 * <p>The purchase's id is what a purchase on one node and its recovery on another one have in common. No key holds an account.
 */
public final class ObservationObserver implements PosseObserver {

    private static final String NODE = "node";

    private final ObservationRegistry registry;
    private final InstantSource clock;
    private final TakenSteps steps = new TakenSteps();

    /**
     * Makes an observer.
     *
     * @param registry is told
     */
    public ObservationObserver(ObservationRegistry registry) {
        this(registry, InstantSource.system());
    }

    ObservationObserver(ObservationRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (registry.isNoop()) {
            return;
        }
        Instant now = clock.instant();
        if (event instanceof PosseEvent.StepTaken taken) {
            onStep(taken, now);
        } else if (event instanceof PosseEvent.PurchaseEnded ended) {
            observe(
                    "posse.purchase",
                    Actor.DRIVER,
                    ended.subject(),
                    ended.took(),
                    List.of(
                            KeyValue.of(NODE, ended.node()),
                            KeyValue.of("outcome", ended.outcome().word())),
                    now);
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            observe(
                    "posse.resolution",
                    Actor.LOGIN,
                    resolved.subject(),
                    Duration.ZERO,
                    List.of(
                            KeyValue.of(NODE, resolved.node()),
                            KeyValue.of("how", resolved.how().name())),
                    now);
        } else if (event instanceof PosseEvent.Recovered recovered) {
            observe(
                    "posse.recovery",
                    Actor.PATROL,
                    recovered.subject(),
                    Duration.ZERO,
                    List.of(
                            KeyValue.of(NODE, recovered.node()),
                            KeyValue.of("branch", recovered.branch().text())),
                    now);
        }
    }

    @Override
    public boolean hearsSteps() {
        return !registry.isNoop();
    }

    private void onStep(PosseEvent.StepTaken taken, Instant now) {
        TakenSteps.Step step = new TakenSteps.Step(taken, now.minus(taken.took()));
        // What is settled behind the answer belongs to a purchase that was told already.
        TakenSteps.Work.of(taken.actor(), taken.subject())
                .flatMap(work -> steps.take(work, step))
                .ifPresent(ended -> observe(step, ended));
    }

    private void observe(
            String name, Actor actor, Subject subject, Duration took, List<KeyValue> fewValues, Instant now) {
        Optional<TakenSteps.Work> work = TakenSteps.Work.of(actor, subject);
        List<TakenSteps.Step> taken = work.map(steps::takenFor).orElse(List.of());
        Instant began = taken.stream()
                .map(TakenSteps.Step::began)
                .reduce(now.minus(took), (first, second) -> first.isBefore(second) ? first : second);
        Optional<Observation.ContextView> linked = actor == Actor.DRIVER
                ? Optional.empty()
                : TakenSteps.Work.of(Actor.DRIVER, subject)
                        .flatMap(steps::ended)
                        .map(Observation::getContextView);
        Observation observation = Observation.createNotStarted(
                        name, () -> new PosseObservationContext(began, Duration.between(began, now), linked), registry)
                .contextualName(name.replace('.', ' '));
        fewValues.forEach(observation::lowCardinalityKeyValue);
        subject.purchaseId().ifPresent(id -> observation.highCardinalityKeyValue("purchase.id", id));
        subject.campaign().ifPresent(id -> observation.highCardinalityKeyValue("campaign", id));
        subject.slot().ifPresent(slot -> observation.highCardinalityKeyValue("slot", String.valueOf(slot)));
        observation.start();
        taken.forEach(step -> observe(step, observation));
        observation.stop();
        work.ifPresent(done -> steps.end(done, observation));
    }

    private void observe(TakenSteps.Step step, Observation parent) {
        PosseEvent.StepTaken taken = step.taken();
        Observation.createNotStarted(
                        "posse.step",
                        () -> new PosseObservationContext(step.began(), taken.took(), Optional.empty()),
                        registry)
                .contextualName("posse " + taken.step().text())
                .lowCardinalityKeyValue(NODE, taken.node())
                .lowCardinalityKeyValue("actor", taken.actor().name().toLowerCase(Locale.ROOT))
                .lowCardinalityKeyValue("step", taken.step().text())
                .lowCardinalityKeyValue("answer", taken.answer().name().toLowerCase(Locale.ROOT))
                .parentObservation(parent)
                .start()
                .stop();
    }
}
