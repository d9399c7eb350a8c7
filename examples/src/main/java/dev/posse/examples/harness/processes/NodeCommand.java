package dev.posse.examples.harness.processes;

import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.examples.harness.servers.RoutedStore;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.store.CasKeyValueStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./posse node}: one node of {@code ./posse demo --processes}. It ends when its standard input does. */
@Command(
        name = "node",
        hidden = true,
        description = "One node of ./posse demo --processes: takes requests on its standard input.",
        mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {

    /** Few threads and room for few, so that everything that can happen to the queue does. */
    private static final int SETTLING_THREADS = 2;

    private static final int SETTLING_QUEUE = 16;

    @Option(names = "--store", required = true, defaultValue = "${env:POSSE_STORE}")
    private String uri = "";

    @Option(names = "--route", split = ",", description = "Port of the database = port to go to instead.")
    private Map<Integer, Integer> routes = Map.of();

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--nodes", defaultValue = "10")
    private int nodes;

    @Option(names = "--patrol-rate", defaultValue = "1")
    private double patrolRate;

    @Option(names = "--skew-millis", defaultValue = "0", description = "How far this node's clock is off.")
    private long skewMillis;

    @Option(
            names = "--settle-behind",
            defaultValue = "${sys:posse.settle-behind:-false}",
            description = "Purchases are answered when the sale is decided, and settled then.")
    private boolean isSettlingBehind;

    @Option(names = "--tell-steps", defaultValue = "false", description = "The steps of purchases are told.")
    private boolean tellSteps;

    /** For picocli. */
    public NodeCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintStream responses = System.out;
        // Whatever else prints must not get between the responses.
        System.setOut(System.err);
        NodeRequestHandler handler = new NodeRequestHandler(responses, skewMillis, tellSteps);
        // A node that is born while the database is down waits for it.
        try (SlowOpening opening = SlowOpening.watch(Duration.ofSeconds(45));
                CasKeyValueStore store = StoreOutage.survive(() -> RoutedStore.open(uri, routes));
                Posse posse = StoreOutage.survive(() -> open(store, handler))) {
            opening.ended();
            handler.ready();
            serve(handler, posse);
        }
        return 0;
    }

    private Posse open(CasKeyValueStore store, NodeRequestHandler handler) {
        PosseBuilder settings =
                isSettlingBehind ? Posse.on(store).settleBehind(SETTLING_THREADS, SETTLING_QUEUE) : Posse.on(store);
        return settings.node(name)
                .nodes(nodes)
                .patrolsPerSecond(patrolRate)
                .clock(handler.clock())
                .observer(handler)
                .open();
    }

    private static void serve(NodeRequestHandler handler, Posse posse) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = requests.readLine()) != null) {
            NodeRequest request = JsonLines.read(line, NodeRequest.class);
            threads.execute(() -> handler.serve(posse, request));
        }
        threads.shutdownNow();
    }
}
