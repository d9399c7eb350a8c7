package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.server.LocalServer;
import dev.posse.benchmarks.server.PostgresServer;
import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.shop.Contender.Server;
import dev.posse.benchmarks.shop.Stock;
import dev.posse.benchmarks.worker.Reading;
import dev.posse.benchmarks.worker.Shift;
import dev.posse.benchmarks.worker.WorkerFailedException;
import dev.posse.benchmarks.worker.WorkerProcess;
import dev.posse.benchmarks.worker.WorkerRequest;
import dev.posse.benchmarks.worker.WorkerRequest.What;
import dev.posse.benchmarks.worker.WorkerResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Runs slices: a fresh server, a shop filled anew, buyers, an audit. The buyers' processes stay, warm, one workers for each
 * contender; between its slices a workers has nothing open.
 */
final class SliceRunner implements AutoCloseable {

    /** Until the last process of a workers has its order. */
    private static final long AHEAD_MILLIS = 30;

    private static final int FULL_WINDOWS_SHARE = 10;

    private final Map<Contender, List<WorkerProcess>> workersOf = new EnumMap<>(Contender.class);
    private final int accounts;
    private final UnaryOperator<Contender> groupOf;
    private Optional<LocalServer> postgres = Optional.empty();

    private SliceRunner(int accounts, UnaryOperator<Contender> groupOf) {
        this.accounts = accounts;
        this.groupOf = groupOf;
    }

    /** With a workers for each contender: nobody's code is compiled for another one's. */
    static SliceRunner withOwnCrews(int accounts) {
        return new SliceRunner(accounts, contender -> contender);
    }

    /** With one workers for all, where figures do not matter: nine processes less to be started. */
    static SliceRunner withOneCrew(int accounts) {
        return new SliceRunner(accounts, contender -> Contender.MEMORY);
    }

    /** Runs one slice. What goes wrong in it is its result. */
    Measurement run(Case measured, int round, long warmUpMillis, long measureMillis) {
        Server kind = measured.contender().server();
        try (Lease server = lease(kind)) {
            List<Shift> shifts = shifts(measured, server, warmUpMillis, measureMillis);
            List<WorkerProcess> workers =
                    workers(measured.contender(), measured.shape().processes());
            return run(measured, round, shifts, workers);
        } catch (WorkerFailedException e) {
            dismiss(measured.contender());
            return Measurement.failed(measured, round, String.valueOf(e.getMessage()));
        }
    }

    private static Measurement run(Case measured, int round, List<Shift> shifts, List<WorkerProcess> workers) {
        long opened = System.nanoTime();
        for (int i = 0; i < shifts.size(); i++) {
            workers.get(i).ask(new WorkerRequest(What.OPEN, shifts.get(i), 0));
        }
        workers.get(0).ask(new WorkerRequest(What.PREPARE, shifts.get(0), 0));
        long prepared = System.nanoTime();
        Reading reading;
        if (measured.shape().scenario() == Scenario.ALONE) {
            reading = workers.get(0).ask(new WorkerRequest(What.COUNT, shifts.get(0), 0));
        } else {
            reading = together(shifts, workers);
        }
        // The other nodes first, so that nobody works on the shop while it
        // is audited but the patrols of the one that asks.
        for (int i = 1; i < shifts.size(); i++) {
            workers.get(i).ask(new WorkerRequest(What.CLOSE, shifts.get(i), 0));
        }
        long began = System.nanoTime();
        workers.get(0).ask(new WorkerRequest(What.AUDIT, shifts.get(0), reading.told()));
        long audited = System.nanoTime();
        workers.get(0).ask(new WorkerRequest(What.CLOSE, shifts.get(0), 0));
        return Measurement.of(measured, round, reading, millis(opened, prepared), millis(began, audited));
    }

    private static long millis(long beganNanos, long endedNanos) {
        return TimeUnit.NANOSECONDS.toMillis(endedNanos - beganNanos);
    }

    private static Reading together(List<Shift> shifts, List<WorkerProcess> workers) {
        long start = System.currentTimeMillis() + AHEAD_MILLIS;
        List<CompletableFuture<WorkerResponse>> replies = new ArrayList<>();
        for (int i = 0; i < shifts.size(); i++) {
            replies.add(workers.get(i).send(new WorkerRequest(What.RUN, shifts.get(i), start)));
        }
        Reading all = workers.get(0).await(replies.get(0));
        for (int i = 1; i < replies.size(); i++) {
            all = all.plus(workers.get(i).await(replies.get(i)));
        }
        return all;
    }

    private List<Shift> shifts(Case measured, Lease server, long warmUpMillis, long measureMillis) {
        Shape shape = measured.shape();
        Stock stock = new Stock(
                shape.scenario().campaigns(),
                shape.windows() == Stock.Windows.FULL ? accounts / FULL_WINDOWS_SHARE : accounts,
                shape.windows());
        List<Shift> shifts = new ArrayList<>();
        for (int node = 0; node < shape.processes(); node++) {
            shifts.add(new Shift(
                    measured.contender(),
                    server.port(),
                    server.pid(),
                    shape.processes(),
                    node,
                    stock,
                    Math.max(1, shape.buyers() / shape.processes()),
                    shape.slots(),
                    warmUpMillis,
                    measureMillis));
        }
        return shifts;
    }

    /** A server for one slice. */
    private record Lease(int port, long pid, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }

    private Lease lease(Server kind) {
        if (kind == Server.NONE) {
            return new Lease(0, 0, () -> {});
        } else if (kind == Server.POSTGRES) {
            // It takes seconds to come up, so it stays; its tables are made anew for each slice.
            LocalServer running = postgres.orElseGet(PostgresServer::start);
            postgres = Optional.of(running);
            return new Lease(running.port(), running.pid(), () -> {});
        }
        LocalServer started = kind == Server.REDIS ? LocalServer.redis() : LocalServer.memcached();
        return new Lease(started.port(), started.pid(), started::close);
    }

    private List<WorkerProcess> workers(Contender contender, int count) {
        List<WorkerProcess> workers = workersOf.computeIfAbsent(groupOf.apply(contender), missing -> new ArrayList<>());
        while (workers.size() < count) {
            workers.add(WorkerProcess.start());
        }
        return workers;
    }

    /** After a failure nobody knows what a process still has open. */
    private void dismiss(Contender contender) {
        Optional.ofNullable(workersOf.remove(groupOf.apply(contender)))
                .ifPresent(workers -> workers.forEach(WorkerProcess::close));
    }

    @Override
    public void close() {
        workersOf.values().forEach(workers -> workers.forEach(WorkerProcess::close));
        workersOf.clear();
        postgres.ifPresent(LocalServer::close);
    }
}
