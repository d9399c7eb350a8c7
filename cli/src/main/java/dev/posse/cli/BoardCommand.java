package dev.posse.cli;

import dev.posse.cli.board.Board;
import dev.posse.cli.board.BoardSettings;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./posse board}: a page to look at. */
@Command(
        name = "board",
        description = {
            "Serves a page on this machine: campaigns as they fill, what is in trouble and what to type, an audit on request.",
            "It reads, and writes nothing. The address that it prints has a token: whoever has it sees the page. It ends with Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:its help was shown; a board goes on until it is ended, with 130 by Ctrl-C and 143 by SIGTERM",
            "2:an option is wrong, or the port cannot be had",
            ExitCode.UNREACHABLE_LINE
        })
final class BoardCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen (${DEFAULT-VALUE}: this machine alone). What is served is not encrypted.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen; 0, the default, takes one that is free.")
    private int port;

    @Option(
            names = "--reads-per-second",
            paramLabel = "COUNT",
            defaultValue = "500",
            description = "Keys that are read in a second at the most, an audit's included (${DEFAULT-VALUE}).")
    private int readsPerSecond;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is 0 to 65535, not " + port);
        }
        BoardSettings settings = UsageException.unlessUsable(() -> BoardSettings.of(
                options.uri(), options.prefix().orElse(""), options.isFromEnvironment(), host, port, readsPerSecond));
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            ended.countDown();
            await(closed);
        });
        try (CasKeyValueStore opened = options.openPartly();
                Board board = open(opened, settings)) {
            Runtime.getRuntime().addShutdownHook(hook);
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.with("url", board.url().toString()).text()
                            : "The board is at " + board.url() + "\nIt reads at most " + readsPerSecond
                                    + " keys per second, and writes nothing. Whoever has this address sees it. Ctrl-C ends it.");
            System.out.flush();
            ended.await();
            return ExitCode.FINE;
        } finally {
            closed.countDown();
        }
    }

    /** Bounded, for a store whose closing hangs must not keep the process. */
    private static void await(CountDownLatch closed) {
        try {
            closed.await(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Board open(CasKeyValueStore opened, BoardSettings settings) {
        try {
            return Board.open(opened, settings, BoardCommand::dataSet);
        } catch (BindException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    static BoardSettings.DataSet dataSet(CasKeyValueStore store) {
        Initialization state = state(store);
        Optional<Incarnation> read = incarnation(store);
        return new BoardSettings.DataSet(
                state.name(), state.toString(), read.flatMap(Incarnation::objection), read.map(Incarnation::since));
    }

    private static Initialization state(CasKeyValueStore store) {
        try {
            return Initialization.unlessUnanswered(store);
        } catch (DocumentException e) {
            return Initialization.UNREADABLE;
        }
    }

    private static Optional<Incarnation> incarnation(CasKeyValueStore store) {
        try {
            return store.get(Keys.INCARNATION).map(entry -> Incarnation.decode(Keys.INCARNATION, entry.value()));
        } catch (StoreException | DocumentException e) {
            // What is wrong with it stands in the state.
            return Optional.empty();
        }
    }
}
