package dev.posse.examples.demo;

import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.watch.RunBoard;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether and where a run is shown in a browser, and how fast it is then. */
final class BoardOptions {

    @Option(
            names = "--board",
            description = "Shows the run in a browser while it goes on: slots, nodes, who finishes what. There you can"
                    + " kill, stop and cut nodes yourself. Buyers are slow then and faults are few, so that you can"
                    + " follow: a minute or two, --pace 100 and messages of 20 ms (with --processes: --pace 40, on"
                    + " memcached).")
    private boolean board;

    @Option(
            names = "--board-port",
            paramLabel = "PORT",
            description = "Where the page is served, on this machine alone (one that is free).")
    private @Nullable Integer port;

    @Option(
            names = "--pace",
            paramLabel = "RATE",
            description = "Purchases that all buyers together begin per second (0: as many as they can).")
    private @Nullable Double pace;

    boolean isWanted() {
        return board;
    }

    boolean isPortWithoutBoard() {
        return port != null && !board;
    }

    private boolean isSlow() {
        return pace == null || pace > 0;
    }

    double paceOr(double otherwise) {
        return pace == null ? otherwise : pace;
    }

    /** What is done with the listeners that a run is to have. */
    interface Running<T> {
        Outcome<T> run(List<RunListener> listeners);
    }

    /**
     * What came of a run.
     *
     * @param result of it
     * @param balanced whether the books balance
     * @param summary for a person
     */
    record Outcome<T>(T result, boolean balanced, String summary) {}

    /** What the page says at the end: how to keep a run, if there is a way. */
    static String hint(CommandSpec demo) {
        return demo.optionsMap().containsKey("--report")
                ? "To keep a run as one file: ./posse demo --report run.html"
                : "";
    }

    /** Runs, and shows it if that is wanted; prints the summary. Where somebody looks, the page stays until Enter is pressed. */
    <T> T shown(String title, String hint, Running<T> run) throws BindException {
        if (!board) {
            Outcome<T> outcome = run.run(List.of());
            System.out.print(outcome.summary());
            return outcome.result();
        }
        try (RunBoard page = RunBoard.open(
                isSlow() ? title + "; buyers are slowed so that you can follow" : title,
                hint,
                port == null ? 0 : port)) {
            System.out.println("Watch it, on this machine: " + page.url());
            System.out.println("Whoever has this address can kill nodes of this run, and nothing else.");
            System.out.println();
            System.out.flush();
            Outcome<T> outcome = run.run(List.of(page));
            System.out.print(outcome.summary());
            page.end(outcome.balanced(), outcome.summary());
            if (ProgressBars.areWanted()) {
                System.out.println();
                System.out.println("The page stays until you press Enter.");
                awaitEnter();
            }
            return outcome.result();
        }
    }

    private static void awaitEnter() {
        try {
            int read = System.in.read();
            while (read >= 0 && read != '\n') {
                read = System.in.read();
            }
        } catch (IOException e) {
            // Nobody can press anything; then nobody is waited for.
        }
    }
}
