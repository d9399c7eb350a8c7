package dev.posse.examples.demo;

import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.processes.ProcessResult;
import dev.posse.examples.harness.processes.ProcessRun;
import dev.posse.examples.harness.processes.ProcessSettings;
import dev.posse.examples.harness.processes.ProcessSummary;
import dev.posse.examples.harness.report.RunVerdict;
import dev.posse.examples.harness.servers.Database;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;

/** The run of processes as a person starts and sees it. */
final class ProcessDemo {

    private final ProcessSettings settings;
    private final String kind;
    private final Function<Path, Database> opening;
    private final Optional<Path> wanted;
    private final RunReporting reporting;

    /**
     * Makes it.
     *
     * @param kind of the database, for the summary
     * @param opening gives the database, and gets the directory of the run
     * @param directory that was wanted, if any
     * @param reporting listens
     */
    ProcessDemo(
            ProcessSettings settings,
            String kind,
            Function<Path, Database> opening,
            Optional<Path> directory,
            RunReporting reporting) {
        this.settings = settings;
        this.kind = kind;
        this.opening = opening;
        this.wanted = directory;
        this.reporting = reporting;
    }

    int run(BoardOptions board, String hint) throws BindException {
        Path directory = directory();
        try (Database database = opened(directory)) {
            String title = settings.nodes() + " processes over a real database: " + kind;
            ProcessResult result = board.shown(title, hint, listeners -> {
                ProcessResult came = reporting.watched(
                        title,
                        SettingsByOption.of(settings, kind),
                        () -> product(database),
                        () -> runWithBar(database, directory, reporting.with(listeners)));
                String summary = ProcessSummary.of(came);
                RunVerdict verdict =
                        RunVerdict.of(came.differences(), came.reconciliation().slotsSold(), summary);
                return new BoardOptions.Outcome<>(came, came.isBalanced(), summary + reporting.ended(verdict));
            });
            if (wanted.isEmpty() && result.isBalanced()) {
                delete(directory);
            } else {
                System.out.println("  kept               " + directory);
            }
            return result.isBalanced() ? 0 : 1;
        }
    }

    private static String product(Database database) {
        try (CasKeyValueStore store = CasKeyValueStore.open(database.uri())) {
            return store.fitness().product();
        }
    }

    private Database opened(Path directory) {
        try {
            return opening.apply(directory);
        } catch (RuntimeException e) {
            if (wanted.isEmpty()) {
                delete(directory);
            }
            throw e;
        }
    }

    private ProcessResult runWithBar(Database database, Path directory, List<RunListener> listeners) {
        if (!ProgressBars.areWanted()) {
            return run(database, directory, Optional.empty(), listeners);
        }
        try (ProgressBar bar = ProgressBars.sold(settings.slots())) {
            return run(database, directory, Optional.of(bar), listeners);
        }
    }

    private ProcessResult run(
            Database database, Path directory, Optional<ProgressBar> bar, List<RunListener> listeners) {
        return ProcessRun.run(
                settings,
                kind,
                database,
                directory,
                new ProcessRun.Progress() {
                    @Override
                    public void at(long sold, String state) {
                        bar.ifPresent(present -> present.stepTo(sold).setExtraMessage(" " + state));
                    }

                    @Override
                    public void schedule(List<String> schedule) {
                        System.out.println("What goes wrong, from seed " + settings.seed()
                                + " (kill one by hand: pkill -KILL -f -- '--name=node-3 ')");
                        schedule.forEach(fault -> System.out.println("  " + fault));
                        System.out.println();
                    }
                },
                listeners);
    }

    private Path directory() {
        try {
            return wanted.isPresent()
                    ? Files.createDirectories(wanted.get())
                    : Files.createTempDirectory("posse-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for the log cannot be made", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary directory cannot be deleted: " + directory, e);
        }
    }
}
