package dev.posse.benchmarks.growth;

import dev.posse.Posse;
import dev.posse.benchmarks.server.LocalServer;
import dev.posse.benchmarks.text.JsonLines;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code growth}: how cost grows with what there is. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Measures how cost grows: a long campaign, its audit, many campaigns, many nodes, memory.")
public final class GrowthCommand implements Callable<Integer> {

    @Option(
            names = "--slots",
            defaultValue = "200000",
            description = "Of the long campaign; ${DEFAULT-VALUE} by default.")
    private int slots;

    @Option(names = "--campaigns", defaultValue = "10000", description = "How many; ${DEFAULT-VALUE} by default.")
    private int campaigns;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "For which patrols are watched; ${DEFAULT-VALUE} by default.")
    private int seconds;

    @Option(names = "--memory-only", description = "Without the long campaign on Redis, which takes longest.")
    private boolean memoryOnly;

    @Option(
            names = "--out",
            defaultValue = "benchmarks/target/growth.jsonl",
            description = "File of the results. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public GrowthCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter progress = spec.commandLine().getErr();
        List<Cost> all = new ArrayList<>();
        Path file = out.toAbsolutePath();
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            measure(cost -> {
                all.add(cost);
                progress.println(cost);
                progress.flush();
                write(lines, cost);
            });
        }
        spec.commandLine().getOut().println(GrowthTable.markdown(all));
        return 0;
    }

    private void measure(Consumer<Cost> heard) {
        try (CasKeyValueStore store = new InMemoryStore()) {
            LongCampaign.measure("in memory", store, slots, heard);
        }
        if (!memoryOnly) {
            try (LocalServer redis = LocalServer.redis();
                    CasKeyValueStore store =
                            CasKeyValueStore.open("redis://127.0.0.1:" + redis.port() + "?swap=script")) {
                Posse.initialize(store);
                LongCampaign.measure("Redis by script", store, slots, heard);
            }
        }
        ManyCampaigns.create(campaigns, seconds, heard);
        for (int nodes : new int[] {1, 10, 100}) {
            PatrolReads.measure(nodes, 1000, seconds, heard);
        }
    }

    private static void write(BufferedWriter lines, Cost cost) {
        try {
            lines.write(JsonLines.write(cost));
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
