package dev.posse.examples.harness.processes;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.examples.harness.events.EventTranslation;
import dev.posse.examples.harness.processes.NodeResponse.Kind;
import dev.posse.examples.harness.processes.NodeResponse.StepReport;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseEvent.Answer;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does in the node's process what requests ask for, and responds. */
final class NodeRequestHandler implements PosseObserver {

    /** The call that this thread is busy with: steps are told on the thread that takes them. */
    private static final ThreadLocal<@Nullable Long> CALL = new ThreadLocal<>();

    private final PrintStream responses;
    private final NodeDisturbances disturbances;
    private final Optional<TracedPurchases> traced;
    private volatile String lastStep = "";

    /**
     * Makes one.
     *
     * @param responses of the node
     * @param aheadMillis how far the node's clock is ahead
     * @param tellsSteps whether the steps of purchases are told
     */
    NodeRequestHandler(PrintStream responses, long aheadMillis, boolean tellsSteps) {
        this.traced = tellsSteps ? Optional.of(new TracedPurchases()) : Optional.empty();
        this.responses = responses;
        this.disturbances = new NodeDisturbances(aheadMillis, this::response);
    }

    /** The node's clock, which may jump. */
    InstantSource clock() {
        return disturbances;
    }

    void ready() {
        response(NodeResponse.of(Kind.READY, 0, ""));
    }

    void serve(Posse posse, NodeRequest request) {
        if (request.what() == NodeRequest.What.DIE) {
            lastStep = request.lastStep();
            return;
        } else if (request.what().isDisturbance()) {
            disturbances.take(request);
            return;
        }
        CALL.set(request.call());
        disturbances.begin(request.call());
        try {
            response(answer(posse, request));
        } catch (RuntimeException e) {
            response(NodeResponse.of(
                    Kind.TROUBLE, request.call(), e.getClass().getSimpleName() + ": " + e.getMessage()));
        } finally {
            disturbances.end(request.call());
            CALL.remove();
        }
    }

    private static NodeResponse answer(Posse posse, NodeRequest request) {
        return switch (request.what()) {
            case PURCHASE -> NodeResponse.told(request.call(), posse.purchase(request(request)));
            case AGAIN ->
                NodeResponse.told(
                        request.call(), posse.purchase(request(request).again()));
            case OUTCOME -> NodeResponse.told(request.call(), posse.outcome(request.account(), request.purchase()));
            case CANCEL -> NodeResponse.told(request.call(), posse.cancel(request.account(), request.purchase()));
            case LOGIN ->
                NodeResponse.of(
                        Kind.TOLD,
                        request.call(),
                        posse.login(request.account()) instanceof LoginOutcome.Unresolved
                                ? NodeResponse.UNRESOLVED
                                : NodeResponse.RESOLVED);
            case DEPOSIT ->
                moved(request, posse.accounts().deposit(request.account(), request.purchase(), request.amount()));
            case WITHDRAW ->
                moved(request, posse.accounts().withdraw(request.account(), request.purchase(), request.amount()));
            case DIE, JUMP, INTERRUPT, HANG, GO_ON -> throw new IllegalArgumentException("Nobody is told of it");
        };
    }

    private static NodeResponse moved(NodeRequest request, BalanceOutcome outcome) {
        String text = outcome instanceof BalanceOutcome.Refused refused
                ? refused.reason().name()
                : outcome instanceof BalanceOutcome.Moved ? NodeResponse.MOVED : NodeResponse.IN_DOUBT;
        return NodeResponse.of(Kind.TOLD, request.call(), text);
    }

    private static PurchaseRequest request(NodeRequest request) {
        return PurchaseRequest.of(request.account(), request.campaign())
                .withPurchaseId(request.purchase())
                .withPayload("ad of " + request.account())
                .withSlots(request.slots());
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken taken) {
            if (isTraced(taken)) {
                response(about(Kind.STEP, taken.step().text(), taken.subject(), report(taken)));
            }
            if (taken.actor() == Actor.DRIVER) {
                Optional.ofNullable(CALL.get())
                        .flatMap(call -> progress(call, taken))
                        .ifPresent(this::response);
            }
            if (taken.step().text().equals(lastStep)) {
                die();
            }
            Optional.ofNullable(CALL.get()).ifPresent(call -> disturbances.mayHang(taken, call));
        } else if (event instanceof PosseEvent.Recovered recovered) {
            response(about(
                    Kind.RECOVERED,
                    recovered.branch().text(),
                    recovered.subject(),
                    report(recovered.subject(), Actor.PATROL, recovered.age())));
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            response(about(
                    Kind.RESOLVED,
                    resolved.how().name(),
                    resolved.subject(),
                    report(resolved.subject(), Actor.LOGIN, Duration.ZERO)));
        } else if (event instanceof PosseEvent.Alarm alarm) {
            response(NodeResponse.of(Kind.ALARM, 0, alarm.toString()));
        }
    }

    private boolean isTraced(PosseEvent.StepTaken taken) {
        return traced.isPresent()
                && EventTranslation.isOfPurchase(taken)
                && (taken.actor() != Actor.DRIVER
                        || traced.get().isTraced(taken.subject().purchaseId().orElse("")));
    }

    private static NodeResponse about(Kind kind, String text, Subject subject, StepReport report) {
        return NodeResponse.about(kind, Optional.ofNullable(CALL.get()).orElse(0L), text, subject, report);
    }

    private static StepReport report(PosseEvent.StepTaken taken) {
        return new StepReport(
                taken.actor().name(),
                taken.subject().account().orElse(""),
                taken.subject().purchaseId().orElse(""),
                taken.operation(),
                taken.answer().name(),
                taken.took().toNanos() / 1_000);
    }

    private static StepReport report(Subject subject, Actor actor, Duration age) {
        return new StepReport(
                actor.name(),
                subject.account().orElse(""),
                subject.purchaseId().orElse(""),
                "",
                "",
                age.toNanos() / 1_000);
    }

    /**
     * Asks to be killed and goes no further; the other threads go on for no longer than a signal takes. It does not run a
     * kill program itself: what a process starts in its last moment can outlive it and hold its pipes open.
     */
    private void die() {
        response(NodeResponse.of(Kind.LAST_STEP, 0, lastStep));
        while (true) {
            Pause.of(Duration.ofSeconds(1));
        }
    }

    private static Optional<NodeResponse> progress(long call, PosseEvent.StepTaken taken) {
        if (taken.step() == StepName.D0 && taken.answer() == Answer.FOUND) {
            return Optional.of(NodeResponse.of(Kind.READING, call, ""));
        } else if (taken.step() == StepName.D3 && taken.answer() == Answer.HAPPENED) {
            return Optional.of(NodeResponse.about(Kind.DECIDED, call, "", taken.subject(), report(taken)));
        }
        return Optional.empty();
    }

    private void response(NodeResponse response) {
        String line = JsonLines.write(response);
        synchronized (responses) {
            responses.println(line);
            responses.flush();
        }
    }
}
