package dev.posse.examples.demo;

import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./posse demo}: ten nodes sell out campaigns while they die all the time, and the books balance. */
@Command(
        name = "demo",
        description =
                "Ten nodes in one process sell out campaigns while nodes die all the time; then the books are checked.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the books balance", "1:they do not", "2:an option is wrong", "3:the store cannot be used"})
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--store", paramLabel = "URI", defaultValue = "memory:", description = "Where (${DEFAULT-VALUE}).")
    private String store = "memory:";

    @Option(names = "--nodes", defaultValue = "10", description = "Nodes at the same time (${DEFAULT-VALUE}).")
    private int nodes;

    @Option(names = "--accounts", defaultValue = "2000", description = "Accounts that buy (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(names = "--campaigns", defaultValue = "60", description = "Campaigns that sell (${DEFAULT-VALUE}).")
    private int campaigns;

    @Option(names = "--capacity", defaultValue = "400", description = "Slots of each campaign (${DEFAULT-VALUE}).")
    private long capacity;

    @Option(names = "--buyers", defaultValue = "200", description = "Buyers at the same time (${DEFAULT-VALUE}).")
    private int buyers;

    @Option(names = "--kill-rate", defaultValue = "2", description = "Nodes killed per second (${DEFAULT-VALUE}).")
    private double killRate;

    @Option(
            names = "--patrol-rate",
            defaultValue = "1",
            description = "Patrols per second of each campaign, over the cluster (${DEFAULT-VALUE}).")
    private double patrolRate;

    @Option(
            names = "--lost-answers",
            defaultValue = "0.001",
            description = "Share of writes whose answer is lost though their node lives (${DEFAULT-VALUE}).")
    private double lostAnswers;

    @Option(
            names = "--latency",
            paramLabel = "MICROS",
            defaultValue = "100",
            description = "Mean time to the store, added to what the store takes (${DEFAULT-VALUE}).")
    private long latencyMicros;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Nothing more is bought after this, if the slots last that long (${DEFAULT-VALUE}).")
    private long durationSeconds;

    @Option(
            names = "--seed",
            description = "Who wants what and who dies when; how threads take turns is not in it (random).")
    private long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        DemoSettings settings = settings();
        try (CasKeyValueStore opened = CasKeyValueStore.open(store)) {
            DemoResult result = run(settings, opened);
            System.out.print(Summary.of(result));
            return result.isBalanced() ? 0 : 1;
        }
    }

    private static DemoResult run(DemoSettings settings, CasKeyValueStore store) {
        // Set by the launcher: System.console() does not tell the same on all JDKs.
        if (!Boolean.getBoolean("posse.terminal")) {
            return DemoRun.run(settings, store, sold -> {});
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("sold")
                .setInitialMax(settings.slots())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build()) {
            return DemoRun.run(settings, store, bar::stepTo);
        }
    }

    private DemoSettings settings() {
        try {
            return new DemoSettings(
                    nodes,
                    accounts,
                    campaigns,
                    capacity,
                    buyers,
                    killRate,
                    patrolRate,
                    lostAnswers,
                    Duration.ofNanos(latencyMicros * 1000),
                    Duration.ofSeconds(durationSeconds),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
