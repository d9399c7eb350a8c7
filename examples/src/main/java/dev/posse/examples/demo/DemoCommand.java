package dev.posse.examples.demo;

import dev.posse.examples.harness.processes.ProcessRun;
import dev.posse.examples.harness.processes.ProcessSettings;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.servers.DatabaseKinds;
import dev.posse.examples.harness.servers.UserDatabase;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./posse demo}: ten nodes sell out campaigns while they die all the time, and the books balance. */
@Command(
        name = "demo",
        description = {
            "Ten nodes sell out campaigns while nodes die all the time; then the books are checked.",
            "The nodes live in one process over any store, or, with --processes, each in a process of its own over a real"
                    + " database that is started for the run."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the books balance",
            "1:they do not",
            "2:an option is wrong",
            "3:the store does not answer, or a server that is needed is missing",
            "5:the store has lost what it held before the run began"
        })
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "URI",
            description = "A store of your own to sell on (memory:); with --processes too, in place of --database.")
    private @Nullable String store;

    @Option(names = "--processes", description = "Each node is a process, and is killed as processes are (SIGKILL).")
    private boolean processes;

    @Option(
            names = "--database",
            paramLabel = "KIND",
            description = "With --processes: redis, redis-script, redis-sentinel, redis-cluster, memcached or"
                    + " couchbase-mock, started on free ports and disturbed as well (redis).")
    private @Nullable String database;

    @Mixin
    private OwnServerOptions server = new OwnServerOptions();

    @Option(names = "--nodes", defaultValue = "10", description = "Nodes at the same time (${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--accounts", description = "Accounts that buy (2000; with --processes 1000).")
    private @Nullable Integer accounts;

    @Option(names = "--campaigns", description = "Campaigns that sell (60; with --processes 30).")
    private @Nullable Integer campaigns;

    @Option(names = "--capacity", description = "Slots of each campaign (400; with --processes 1000).")
    private @Nullable Long capacity;

    @Option(names = "--buyers", description = "Buyers at the same time (200; with --processes 60).")
    private @Nullable Integer buyers;

    @Mixin
    private RateOptions rates = new RateOptions();

    @Option(
            names = "--patrol-rate",
            defaultValue = "1",
            description = "Patrols per second of each campaign, over the cluster (${DEFAULT-VALUE}).")
    private double patrolRate;

    @Option(
            names = "--settle-behind",
            description = "With --processes: purchases are answered when the sale is decided, and settled then.")
    private boolean settleBehind;

    @Option(
            names = "--lost-answers",
            description = "In one process: share of writes whose answer is lost though their node lives (0.001).")
    private @Nullable Double lostAnswers;

    @Option(
            names = "--latency",
            paramLabel = "MICROS",
            description = "In one process: mean time to the store, added to what the store takes (100).")
    private @Nullable Long latencyMicros;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Nothing more is bought after this, if the slots last that long (20; with --processes 60).")
    private @Nullable Long durationSeconds;

    @Option(
            names = "--seed",
            description = "Who wants what and what goes wrong when; how threads take turns is not in it (random).")
    private long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "With --processes: where the log of all answers and the nodes' own words are kept (a temporary"
                            + " one, kept if the books do not balance).")
    private @Nullable Path directory;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private BoardOptions board = new BoardOptions();

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        refuseMixtures();
        try {
            return processes
                    ? processDemo().run(board, BoardOptions.hint(Objects.requireNonNull(spec)))
                    : sellInOneProcess();
        } catch (BindException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int sellInOneProcess() throws BindException {
        DemoSettings settings = settings();
        try (CasKeyValueStore opened = orWrong(() -> CasKeyValueStore.open(given(store, "memory:")))) {
            return new OneProcessDemo(settings, opened, reporting())
                    .run(board, BoardOptions.hint(Objects.requireNonNull(spec)));
        }
    }

    private RunReporting reporting() {
        return RunReporting.of(report.file(), Objects.requireNonNull(spec), seed);
    }

    private <T> T orWrong(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ProcessDemo processDemo() {
        ProcessSettings settings = processSettings();
        String uri = store;
        if (uri == null) {
            String kind = given(database, Preset.of(true, board.isWanted()).database());
            if (!DatabaseKinds.names().contains(kind)) {
                throw wrong("There is no database of kind " + kind + "; the kinds are "
                        + String.join(", ", DatabaseKinds.names()));
            }
            return new ProcessDemo(
                    settings, kind, unused -> started(kind), Optional.ofNullable(directory), reporting());
        }
        return new ProcessDemo(
                settings,
                uri.substring(0, uri.indexOf(':')) + ": of your own",
                place -> orWrong(() -> UserDatabase.at(uri, server.commands(), place.resolve("server.txt"))),
                Optional.ofNullable(directory),
                reporting());
    }

    private static Database started(String kind) {
        try {
            return DatabaseKinds.start(kind);
        } catch (IllegalStateException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }

    /** An option that would have no effect is a mistake, and is better told than passed over. */
    private void refuseMixtures() {
        if (processes && store != null && database != null) {
            throw wrong(
                    "--database starts a database for the run, and --store names one of your own: take one of them");
        } else if (processes && store != null && store.startsWith("memory:")) {
            throw wrong("memory: would be another store in each process: choose a database with --database, or name one"
                    + " of your own");
        } else if (processes && (lostAnswers != null || latencyMicros != null)) {
            throw wrong("--lost-answers and --latency are for nodes in one process; with --processes see --fault-rate");
        } else if (!processes
                && (database != null
                        || rates.faults != null
                        || rates.databaseFaults != null
                        || rates.disturbances != null
                        || directory != null
                        || settleBehind)) {
            throw wrong("--database, --fault-rate, --database-fault-rate, --disturbance-rate, --directory and"
                    + " --settle-behind are for --processes");
        } else if (!server.isEmpty() && !(processes && store != null)) {
            throw wrong("--start, --stop and --kill are for a database of your own: with --processes --store URI");
        } else if (server.cannotBringBack()) {
            throw wrong("--stop and --kill need --start, or nothing would bring the database back");
        } else if (store != null && rates.faults != null) {
            throw wrong("--fault-rate is for a database that the demo starts: there are no proxies before your own");
        } else if (processes && store != null && rates.databaseFaults != null && server.isEmpty()) {
            throw wrong("--database-fault-rate needs --start and one of --stop and --kill for a database of your own");
        } else if (board.isPortWithoutBoard()) {
            throw wrong("--board-port is for --board");
        } else if (directory != null && Files.exists(directory.resolve(ProcessRun.LOG))) {
            throw wrong(directory
                    + " holds the log of another run, and a log is never written over; name another directory");
        } else if (report.trouble().isPresent()) {
            throw wrong(report.trouble().get());
        }
    }

    private DemoSettings settings() {
        Preset usual = Preset.of(false, board.isWanted());
        return orWrong(() -> new DemoSettings(
                nodes,
                given(accounts, usual.accounts()),
                given(campaigns, usual.campaigns()),
                given(capacity, usual.capacity()),
                given(buyers, usual.buyers()),
                given(rates.kills, usual.kills()),
                given(rates.stops, usual.stops()),
                patrolRate,
                given(lostAnswers, 0.001),
                Duration.ofNanos(given(latencyMicros, usual.latencyMicros()) * 1000),
                Duration.ofSeconds(given(durationSeconds, usual.seconds())),
                board.paceOr(usual.pace()),
                seed));
    }

    private ProcessSettings processSettings() {
        Preset usual = Preset.of(true, board.isWanted());
        return orWrong(() -> new ProcessSettings(
                nodes,
                given(accounts, usual.accounts()),
                given(campaigns, usual.campaigns()),
                given(capacity, usual.capacity()),
                given(buyers, usual.buyers()),
                patrolRate,
                given(rates.kills, usual.kills()),
                given(rates.stops, usual.stops()),
                store == null ? given(rates.faults, usual.faults()) : 0,
                given(rates.databaseFaults, usual.databaseFaults()),
                given(rates.disturbances, usual.disturbances()),
                Duration.ofSeconds(given(durationSeconds, usual.seconds())),
                board.paceOr(usual.pace()),
                seed,
                System.getProperty("java.class.path"),
                settleBehind ? List.of("-Dposse.settle-behind=true") : List.of()));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private static <T> T given(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
