package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.StepTraces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the sale that took longest, and keeps what befell it before that is forgotten: of those whose driver died after the
 * decision, the one that waited longest to be settled; if there was none, the purchase that its buyer waited for longest.
 */
final class SlowestSale implements RunListener {

    /** More than there are buyers; whoever walks away is forgotten some time. */
    private static final int MOST_ASKED = 10_000;

    private final StepTraces traces;
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private Found crashed = Found.NONE;
    private Found bought = Found.NONE;

    /**
     * A sale.
     *
     * @param purchase its id; empty if there is none
     * @param micros that it took
     * @param events that befell it so far
     */
    private record Found(String purchase, long micros, List<RunEvent> events) {
        private static final Found NONE = new Found("", -1, List.of());
    }

    /** Which it is. */
    enum Kind {
        /** Its driver died after the decision. */
        CRASHED,
        /** Its buyer waited for it. */
        BOUGHT,
        /** Nothing was sold. */
        NONE
    }

    /**
     * Makes one.
     *
     * @param traces hears everything before this does
     */
    SlowestSale(StepTraces traces) {
        this.traces = traces;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof CrashSettled settled && settled.decidedBefore()) {
            crashed = slower(crashed, settled.purchase(), settled.at() - settled.crashed());
        } else if (event instanceof Asked question) {
            asked.putIfAbsent(question.purchase(), question.at());
            if (asked.size() > MOST_ASKED) {
                asked.remove(asked.keySet().iterator().next());
            }
        } else if (event instanceof PurchaseEnded ended) {
            Long began = asked.remove(ended.purchase());
            if (began != null && ended.word().equals("PURCHASED")) {
                bought = slower(bought, ended.purchase(), ended.at() - began);
            }
        }
    }

    private Found slower(Found before, String purchase, long micros) {
        return micros > before.micros() ? new Found(purchase, micros, traces.of(purchase)) : before;
    }

    synchronized Kind kind() {
        if (crashed.micros() >= 0) {
            return Kind.CRASHED;
        }
        return bought.micros() >= 0 ? Kind.BOUGHT : Kind.NONE;
    }

    /** How long it took, in seconds. */
    synchronized double seconds() {
        return found().micros() / 1e6;
    }

    synchronized String purchase() {
        return found().purchase();
    }

    /** What befell it; with what was told of it later, if that is still known. */
    synchronized List<RunEvent> events() {
        List<RunEvent> later = traces.of(found().purchase());
        return later.size() >= found().events().size() ? later : found().events();
    }

    private Found found() {
        return kind() == Kind.CRASHED ? crashed : bought;
    }
}
