package dev.posse.examples.processes;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.examples.market.Pause;
import dev.posse.examples.processes.Report.Kind;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseEvent.Answer;
import dev.posse.observe.PosseObserver;
import dev.posse.outcome.BalanceOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does in the node's process what orders ask for, and reports. */
final class NodeDesk implements PosseObserver {

    /** The call that this thread is busy with: steps are told on the thread that takes them. */
    private static final ThreadLocal<@Nullable Long> CALL = new ThreadLocal<>();

    private final PrintStream reports;
    private volatile String lastStep = "";

    NodeDesk(PrintStream reports) {
        this.reports = reports;
    }

    void ready() {
        report(Report.of(Kind.READY, 0, ""));
    }

    void serve(Posse posse, Order order) {
        if (order.what() == Order.What.DIE) {
            lastStep = order.lastStep();
            return;
        }
        CALL.set(order.call());
        try {
            report(answer(posse, order));
        } catch (RuntimeException e) {
            report(Report.of(Kind.TROUBLE, order.call(), e.getClass().getSimpleName() + ": " + e.getMessage()));
        } finally {
            CALL.remove();
        }
    }

    private static Report answer(Posse posse, Order order) {
        return switch (order.what()) {
            case PURCHASE -> Report.told(order.call(), posse.purchase(request(order)));
            case AGAIN ->
                Report.told(order.call(), posse.purchase(request(order).again()));
            case OUTCOME -> Report.told(order.call(), posse.outcome(order.account(), order.purchase()));
            case CANCEL -> Report.told(order.call(), posse.cancel(order.account(), order.purchase()));
            case LOGIN ->
                Report.of(
                        Kind.TOLD,
                        order.call(),
                        posse.login(order.account()).getClass().getSimpleName());
            case DEPOSIT -> moved(order, posse.accounts().deposit(order.account(), order.purchase(), order.amount()));
            case WITHDRAW -> moved(order, posse.accounts().withdraw(order.account(), order.purchase(), order.amount()));
            case DIE -> throw new IllegalArgumentException("Nobody is told of it");
        };
    }

    private static Report moved(Order order, BalanceOutcome outcome) {
        return Report.of(
                Kind.TOLD,
                order.call(),
                outcome instanceof BalanceOutcome.Refused refused
                        ? refused.reason().name()
                        : outcome.getClass().getSimpleName());
    }

    private static PurchaseRequest request(Order order) {
        return PurchaseRequest.of(order.account(), order.campaign())
                .withPurchaseId(order.purchase())
                .withPayload("ad of " + order.account())
                .withSlots(order.slots());
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken taken) {
            if (taken.actor() == Actor.DRIVER) {
                Optional.ofNullable(CALL.get())
                        .flatMap(call -> progress(call, taken))
                        .ifPresent(this::report);
            }
            if (taken.step().equals(lastStep)) {
                die();
            }
        } else if (event instanceof PosseEvent.Recovered recovered) {
            report(Report.of(Kind.RECOVERED, 0, recovered.branch()));
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            report(Report.of(Kind.RESOLVED, 0, resolved.how()));
        } else if (event instanceof PosseEvent.Alarm alarm) {
            report(Report.of(Kind.ALARM, 0, alarm.toString()));
        }
    }

    /**
     * Asks to be killed and goes no further; the other threads go on for no longer than a signal takes. It does not run a
     * kill program itself: what a process starts in its last moment can outlive it and hold its pipes open.
     */
    private void die() {
        report(Report.of(Kind.LAST_STEP, 0, lastStep));
        while (true) {
            Pause.of(Duration.ofSeconds(1));
        }
    }

    private static Optional<Report> progress(long call, PosseEvent.StepTaken taken) {
        if (taken.step().equals("D0") && taken.answer() == Answer.FOUND) {
            return Optional.of(Report.of(Kind.READING, call, ""));
        } else if (taken.step().equals("D3") && taken.answer() == Answer.HAPPENED) {
            return Optional.of(Report.of(Kind.DECIDED, call, ""));
        }
        return Optional.empty();
    }

    private void report(Report report) {
        String line = Lines.write(report);
        synchronized (reports) {
            reports.println(line);
            reports.flush();
        }
    }
}
