package dev.posse.examples.demo;

import dev.posse.cli.ExitCode;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.report.RunVerdict;
import dev.posse.store.CasKeyValueStore;
import java.net.BindException;
import java.util.List;
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

    int run(BoardOptions board, String hint) throws BindException {
        String title = settings.nodes() + " nodes in one process";
        DemoResult result = board.shown(title, hint, listeners -> {
            DemoResult came = reporting.watched(
                    title,
                    SettingsByOption.of(settings),
                    () -> store.fitness().product(),
                    () -> runWithBar(reporting.with(listeners)));
            String summary = Summary.of(came);
            RunVerdict verdict =
                    RunVerdict.of(came.differences(), came.reconciliation().slotsSold(), summary);
            return new BoardOptions.Outcome<>(came, came.isBalanced(), summary + reporting.ended(verdict));
        });
        return result.isBalanced() ? ExitCode.FINE : ExitCode.NOT_HEALTHY;
    }

    private DemoResult runWithBar(List<RunListener> listeners) {
        if (!ProgressBars.areWanted()) {
            return DemoRun.run(settings, store, sold -> {}, listeners);
        }
        try (ProgressBar bar = ProgressBars.sold(settings.slots())) {
            return DemoRun.run(settings, store, bar::stepTo, listeners);
        }
    }
}
