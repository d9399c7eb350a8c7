package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.processes.Fault.Aimed;
import dev.posse.examples.harness.processes.Fault.Cut;
import dev.posse.examples.harness.processes.Fault.Hit;
import dev.posse.examples.harness.processes.Fault.Kill;
import dev.posse.examples.harness.processes.Fault.Stop;
import dev.posse.examples.harness.processes.RunMetrics.Outage;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.workload.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Carries a schedule out, and makes peace at the end: everything is continued and mended. */
final class Nemesis {

    private final List<Fault> schedule;
    private final Fleet fleet;
    private final Database database;
    private final AnswerLog log;
    private final RunMetrics metrics;
    private final Random random;
    private final ExecutorService hands = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "nemesis");
        thread.setDaemon(true);
        return thread;
    });

    /** Links that are broken now; a second fault on the same link is left out. */
    private final Set<Integer> broken = ConcurrentHashMap.newKeySet();

    private volatile boolean peace;

    Nemesis(List<Fault> schedule, Fleet fleet, Database database, AnswerLog log, RunMetrics metrics, long seed) {
        this.schedule = schedule;
        this.fleet = fleet;
        this.database = database;
        this.log = log;
        this.metrics = metrics;
        this.random = new Random(seed + 2);
    }

    void start() {
        hands.execute(this::carryOut);
    }

    /** Begins nothing more, and waits until all that was begun has ended. */
    void makePeace() {
        peace = true;
        hands.shutdown();
        try {
            if (!hands.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("What the nemesis has begun does not end; is the database well again?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    private void carryOut() {
        long began = System.nanoTime();
        for (Fault fault : schedule) {
            long left = fault.at().toNanos() - (System.nanoTime() - began);
            while (left > 0 && !peace) {
                Pause.of(Duration.ofNanos(Math.min(left, 50_000_000)));
                left = fault.at().toNanos() - (System.nanoTime() - began);
            }
            if (peace) {
                return;
            }
            hands.execute(() -> inject(fault));
        }
    }

    private void inject(Fault fault) {
        try {
            if (fault instanceof Kill kill) {
                kill(fleet.at(kill.place()));
            } else if (fault instanceof Aimed aimed) {
                killAfter(fleet.at(aimed.place()), aimed.step());
            } else if (fault instanceof Stop stop) {
                stop(fleet.at(stop.place()), stop.length());
            } else if (fault instanceof Cut cut) {
                cut(cut);
            } else if (fault instanceof Hit hit) {
                hit(hit);
            }
        } catch (RuntimeException e) {
            metrics.alarms.add("the nemesis failed at: " + fault + ": " + e);
        }
    }

    private void kill(NodeProcess node) {
        said(node.name(), node.isStopped() ? "killed while stopped" : "killed", "node killed");
        node.kill();
    }

    private void killAfter(NodeProcess node, String step) {
        log.append(LogEntry.fault(log.now(), node.name(), "to be killed after its next " + step));
        node.killAfter(step);
    }

    private void stop(NodeProcess node, Duration length) {
        said(node.name(), "stopped", "node stopped");
        int calls = node.callsUnderWay();
        node.stop();
        pause(length);
        node.resume();
        if (!node.isGone()) {
            said(node.name(), "continued with " + calls + " calls under way", "zombie woken");
        }
    }

    private void cut(Cut cut) {
        if (!broken.add(cut.place())) {
            return;
        }
        String fault = cut.fault().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        said("place " + cut.place(), fault, "link: " + fault);
        fleet.linkOf(cut.place()).hit(cut.fault(), random);
        pause(cut.length());
        fleet.linkOf(cut.place()).mend();
        broken.remove(cut.place());
    }

    private void hit(Hit hit) {
        long from = System.nanoTime();
        String done = database.inject(hit.fault(), random);
        said("database", done, "database: " + hit.fault().name().toLowerCase(Locale.ROOT));
        pause(hit.length());
        database.mend();
        metrics.outages.add(new Outage(from, System.nanoTime()));
        log.append(LogEntry.fault(log.now(), "database", "well again"));
    }

    /** In peace nothing stays broken for longer than it takes to mend it. */
    private void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (!peace && System.nanoTime() < end) {
            Pause.of(Duration.ofMillis(20));
        }
    }

    private void said(String whom, String what, String counted) {
        metrics.faults.add(counted);
        log.append(LogEntry.fault(log.now(), whom, what));
    }
}
