package dev.posse.examples.demo;

import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.report.RunDescription;
import dev.posse.examples.harness.report.RunRecorder;
import dev.posse.examples.harness.report.RunReport;
import dev.posse.examples.harness.report.RunVerdict;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Listens to a run and writes its report, if one is wanted; however the run ends. */
final class RunReporting {

    private final Optional<Path> file;
    private final String command;
    private final String release;
    private final RunRecorder recorder = new RunRecorder();
    private RunDescription description = new RunDescription("", Instant.EPOCH, Map.of(), Map.of(), "");

    private RunReporting(Optional<Path> file, String command, String release) {
        this.file = file;
        this.command = command;
        this.release = release;
    }

    /**
     * Makes one.
     *
     * @param file to be written, if any
     * @param typed the command line
     * @param seed of the run
     */
    static RunReporting of(Optional<Path> file, CommandSpec typed, long seed) {
        return new RunReporting(
                file,
                RepeatedCommand.of(typed.commandLine().getParseResult(), seed),
                String.join(" ", typed.root().version()));
    }

    /** Who is to listen besides these; where no report is wanted nobody, so that nothing is taken down for nobody. */
    List<RunListener> with(List<RunListener> others) {
        List<RunListener> all = new ArrayList<>(others);
        file.ifPresent(wanted -> all.addAll(recorder.listeners()));
        return all;
    }

    /**
     * Makes the run, and writes its report if it fails.
     *
     * @param title of the report
     * @param settings by option
     * @param product that is sold on
     * @param run to be made
     * @return what came of it, for {@link #ended}
     */
    <R> R watched(String title, Map<String, String> settings, Supplier<String> product, Supplier<R> run) {
        if (file.isPresent()) {
            Map<String, String> versions = new LinkedHashMap<>();
            versions.put("Posse", release);
            versions.put("Store", orUnknown(product));
            versions.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
            versions.put("Machine", machine());
            description = new RunDescription(title, Instant.now(), settings, versions, command);
        }
        try {
            return run.get();
        } catch (RuntimeException e) {
            try {
                String unused = ended(RunVerdict.endedEarly(e));
            } catch (UncheckedIOException unwritten) {
                e.addSuppressed(unwritten);
            }
            throw e;
        }
    }

    /** A run survives a store that does not answer for a while, and so does its report. */
    private static String orUnknown(Supplier<String> product) {
        try {
            return product.get();
        } catch (StoreException e) {
            return "did not say what it is: " + e.getMessage();
        }
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /**
     * Writes the report.
     *
     * @param verdict what came of the run
     * @return a line that says so; empty if no report is wanted
     */
    String ended(RunVerdict verdict) {
        return file.map(place -> {
                    try {
                        RunReport.page(description, recorder, verdict).write(place);
                        return "  report             " + place + " (" + Files.size(place) / 1024 + " kB)\n";
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                "The run is over, and its report could not be written into " + place + ": " + e, e);
                    }
                })
                .orElse("");
    }
}
