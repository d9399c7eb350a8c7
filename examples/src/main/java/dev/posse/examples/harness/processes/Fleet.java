package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.servers.FaultyLink;
import dev.posse.examples.harness.servers.Guardian;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The nodes' processes. One that is gone, whoever killed it, is replaced by another, over the same link to the database. */
final class Fleet {

    /** How far a node's clock may be off, in either direction: most by seconds, some by days, some by years. */
    private static final List<Duration> SKEWS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofDays(5), Duration.ofDays(1_000));

    /** Ten of them fit beside a database on a small machine. */
    private static final int HEAP_MEGABYTES = 64;

    private final ProcessSettings settings;
    private final Path directory;
    private final AnswerLog log;
    private final RunMetrics metrics;
    private final List<FaultyLink> links = new ArrayList<>();
    private final AtomicReferenceArray<NodeProcess> nodes;
    private final AtomicInteger started = new AtomicInteger();
    private final Random random;
    private final Thread keeper = new Thread(this::keep, "fleet");
    // Nodes end with their standard input, but for those that are stopped just then.
    private final Thread hook = new Thread(() -> all().forEach(NodeProcess::kill), "end-of-fleet");
    private volatile boolean ending;

    Fleet(ProcessSettings settings, Path directory, AnswerLog log, RunMetrics metrics, Supplier<FaultyLink> links) {
        this.settings = settings;
        this.directory = directory;
        this.log = log;
        this.metrics = metrics;
        this.random = new Random(settings.seed());
        this.nodes = new AtomicReferenceArray<>(settings.nodes());
        for (int place = 0; place < settings.nodes(); place++) {
            this.links.add(links.get());
        }
    }

    /** Starts all nodes and waits until they are open. */
    void start() {
        Runtime.getRuntime().addShutdownHook(hook);
        for (int place = 0; place < nodes.length(); place++) {
            nodes.set(place, open(place));
        }
        awaitAllReady(Duration.ofMinutes(2));
        keeper.setDaemon(true);
        keeper.start();
    }

    int size() {
        return nodes.length();
    }

    NodeProcess at(int place) {
        return nodes.get(place);
    }

    /** Tells what has become of a node's way to the database. */
    void tell(int place, NodeChange change, String detail) {
        NodeProcess node = nodes.get(place);
        metrics.events.tell(at -> new NodeChanged(at, place, node.name(), change, detail, node.pid()));
    }

    FaultyLink linkOf(int place) {
        return links.get(place);
    }

    long up() {
        return IntStream.range(0, nodes.length())
                .filter(place -> nodes.get(place).takesRequests())
                .count();
    }

    /**
     * Picks a node that takes requests, as a load balancer does: it may be gone the moment after.
     *
     * @throws StoreException if there is none for longer than an outage of the database lasts
     */
    NodeProcess any(RandomGenerator chooser) {
        long end = System.nanoTime() + StoreOutage.LONGEST.toNanos();
        while (true) {
            int first = chooser.nextInt(nodes.length());
            for (int offset = 0; offset < nodes.length(); offset++) {
                NodeProcess node = nodes.get((first + offset) % nodes.length());
                if (node.takesRequests()) {
                    return node;
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new StoreException(
                        "No node takes requests for " + StoreOutage.LONGEST + "; their own words are in " + directory);
            }
            Pause.of(Duration.ofMillis(5));
        }
    }

    /** Waits until every node is open and nothing is stopped any more. */
    void awaitAllReady(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        for (int place = 0; place < nodes.length(); place++) {
            while (!nodes.get(place).isReady() || nodes.get(place).isGone()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("Node " + nodes.get(place).name() + " is not open after " + bound
                            + "; its own words are in " + directory);
                }
                Pause.of(Duration.ofMillis(20));
            }
        }
    }

    /** Waits until no node has a call under way, bounded. */
    void awaitIdle(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        for (int place = 0; place < nodes.length(); place++) {
            while (!nodes.get(place).isIdle() && System.nanoTime() < end) {
                Pause.of(Duration.ofMillis(20));
            }
        }
    }

    void close() {
        ending = true;
        keeper.interrupt();
        all().forEach(NodeProcess::dismiss);
        all().forEach(NodeProcess::awaitEnd);
        links.forEach(FaultyLink::close);
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private List<NodeProcess> all() {
        return IntStream.range(0, nodes.length())
                .mapToObj(nodes::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private void keep() {
        while (!ending) {
            for (int place = 0; place < nodes.length() && !ending; place++) {
                if (nodes.get(place).isGone()) {
                    if (nodes.get(place).hasEndedByItself()) {
                        metrics.alarm(nodes.get(place).name() + " has ended by itself; why is in " + directory);
                    } else if (!nodes.get(place).wasKilledByUs()) {
                        metrics.faults.add("node ended by somebody else");
                    }
                    nodes.set(place, open(place));
                }
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private NodeProcess open(int place) {
        String name = "node-" + started.incrementAndGet();
        FaultyLink link = links.get(place);
        Duration skew = SKEWS.get(random.nextInt(SKEWS.size()));
        if (skew.toDays() > 0) {
            metrics.faults.add("node with a clock off by days");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8"));
        command.addAll(settings.nodeOptions());
        command.addAll(List.of(
                "-cp",
                settings.nodeClassPath(),
                "dev.posse.examples.Main",
                "node",
                "--name=" + name,
                "--nodes=" + settings.nodes(),
                "--patrol-rate=" + settings.patrolRate(),
                "--tell-steps=" + metrics.events.areDetailed(),
                "--skew-millis=" + random.nextLong(-skew.toMillis(), skew.toMillis() + 1)));
        if (!link.routes().isEmpty()) {
            command.add("--route=" + routes(link.routes()));
        }
        return new NodeProcess(place, name, started(name, command, link.uri()), log, metrics);
    }

    private Process started(String name, List<String> command, String store) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("nodes.txt").toFile()));
            // Not among the arguments, which the list of processes shows: it may hold a password.
            builder.environment().put("POSSE_STORE", store);
            Process process = builder.start();
            // It ends with its standard input, unless it is stopped just then.
            Guardian.watch(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Node " + name + " cannot be started: " + command.get(0), e);
        }
    }

    private static String routes(Map<Integer, Integer> routes) {
        return routes.entrySet().stream()
                .map(route -> route.getKey() + "=" + route.getValue())
                .collect(Collectors.joining(","));
    }
}
