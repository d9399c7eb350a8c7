package dev.posse.examples.demo;

import dev.posse.cli.ExitCode;
import dev.posse.examples.harness.report.RunVerdict;
import dev.posse.store.CasKeyValueStore;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;

/** The run in one process as a person starts and sees it. */
final class OneProcessDemo {

    private final DemoSettings settings;
    private final CasKeyValueStore store;
    private final RunReporting reporting;

    OneProcessDemo(DemoSettings settings, CasKeyValueStore store, RunReporting reporting) {
        this.settings = settings;
        this.store = store;
        this.reporting = reporting;
    }

    int run() {
        DemoResult result = reporting.watched(
                settings.nodes() + " nodes in one process",
                SettingsByOption.of(settings),
                () -> store.fitness().product(),
                this::runWithBar);
        String summary = Summary.of(result);
        System.out.print(summary);
        reporting.ended(
                RunVerdict.of(result.differences(), result.reconciliation().slotsSold(), summary));
        return result.isBalanced() ? ExitCode.FINE : ExitCode.NOT_HEALTHY;
    }

    private DemoResult runWithBar() {
        if (!ProgressBars.areWanted()) {
            return run(sold -> {});
        }
        try (ProgressBar bar = ProgressBars.sold(settings.slots())) {
            return run(bar::stepTo);
        }
    }

    private DemoResult run(LongConsumer progress) {
        return DemoRun.run(settings, store, progress, reporting.listeners());
    }
}
