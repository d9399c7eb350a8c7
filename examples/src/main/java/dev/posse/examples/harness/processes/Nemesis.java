package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultBegan;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultEnded;
import dev.posse.examples.harness.events.RunEvent.NodeDisturbed;
import dev.posse.examples.harness.processes.Fault.Aimed;
import dev.posse.examples.harness.processes.Fault.Cut;
import dev.posse.examples.harness.processes.Fault.Hang;
import dev.posse.examples.harness.processes.Fault.Hit;
import dev.posse.examples.harness.processes.Fault.Interrupt;
import dev.posse.examples.harness.processes.Fault.Jump;
import dev.posse.examples.harness.processes.Fault.Kill;
import dev.posse.examples.harness.processes.Fault.Stop;
import dev.posse.examples.harness.processes.NodeRequest.What;
import dev.posse.examples.harness.processes.RunMetrics.Outage;
import dev.posse.examples.harness.processes.Troubles.Trouble;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.workload.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries a schedule out, and makes peace at the end: everything is continued and mended. */
final class Nemesis {

    /** As long as somebody is waited for who will hang. */
    private static final Duration COMING = Duration.ofSeconds(5);

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

    /** Places where a buyer hangs, or is to. */
    private final Set<Integer> hanging = ConcurrentHashMap.newKeySet();

    /** A database has one trouble at a time; on a slow machine one may take longer to be mended than it was meant to. */
    private final AtomicBoolean disturbed = new AtomicBoolean();

    private final Troubles troubles = new Troubles();
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
                metrics.notCome.add(fault.kind());
            } else {
                hands.execute(() -> inject(fault));
            }
        }
    }

    private void inject(Fault fault) {
        try {
            if (fault instanceof Kill kill) {
                kill(fleet.at(kill.place()));
            } else if (fault instanceof Aimed aimed) {
                killAfter(fleet.at(aimed.place()), aimed.step());
            } else if (fault instanceof Stop stop) {
                stop(stop);
            } else if (fault instanceof Cut cut) {
                cut(cut);
            } else if (fault instanceof Hit hit) {
                hit(hit);
            } else if (fault instanceof Jump jump) {
                jump(fleet.at(jump.place()), jump.by());
            } else if (fault instanceof Interrupt interrupt) {
                fleet.at(interrupt.place()).tell(NodeRequest.disturbing(What.INTERRUPT));
            } else if (fault instanceof Hang hang) {
                hang(hang.place());
            }
        } catch (RuntimeException e) {
            metrics.alarm("the nemesis failed at: " + fault + ": " + e);
        }
    }

    private void kill(NodeProcess node) {
        said(node.name(), node.isStopped() ? "killed while stopped" : "killed", "node killed");
        node.kill();
    }

    /**
     * Does what a person wants, as if it stood in the schedule; not waited for.
     *
     * @return whether it is being done: false in peace
     */
    boolean byHand(Runnable deed) {
        try {
            hands.execute(() -> {
                try {
                    deed.run();
                } catch (RuntimeException e) {
                    metrics.alarm("what was done by hand failed: " + e);
                }
            });
            return !peace;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    boolean isPeace() {
        return peace;
    }

    boolean isBroken(int place) {
        return broken.contains(place);
    }

    /** Right after a write of its next sale, which is the worst moment; a node that sells nothing, or stands still, just so. */
    void killInASale(NodeProcess node) {
        if (!node.isStopped()) {
            killAfter(node, Schedule.anyWrite(random));
            long end = System.nanoTime() + COMING.toNanos();
            while (!node.isGone() && !peace && System.nanoTime() < end) {
                Pause.of(Duration.ofMillis(20));
            }
        }
        if (!node.isGone()) {
            kill(node);
        }
    }

    private void killAfter(NodeProcess node, String step) {
        log.append(LogEntry.fault(log.now(), node.name(), "to be killed after its next " + step));
        node.tell(NodeRequest.die(step));
    }

    void stop(Stop stop) {
        NodeProcess node = fleet.at(stop.place());
        said(node.name(), "stopped", "node stopped");
        int calls = node.callsUnderWay();
        Trouble trouble = troubles.begins(stop.place());
        node.stop();
        pause(stop.length());
        node.resume();
        trouble.ends();
        if (!node.isGone()) {
            said(node.name(), "continued with " + calls + " calls under way", "zombie woken");
        }
    }

    /** Nobody who wants the same campaign there is kept by it, unless the node has other troubles at the same time. */
    private void hang(int place) {
        NodeProcess node = fleet.at(place);
        if (!hanging.add(place)) {
            metrics.notCome.add("hang");
            return;
        }
        node.tell(NodeRequest.disturbing(What.HANG));
        long end = System.nanoTime() + COMING.toNanos();
        while (node.hanging().isEmpty() && System.nanoTime() < end && !peace) {
            Pause.of(Duration.ofMillis(20));
        }
        Optional<HangingBuyer> buyer = node.hanging();
        if (buyer.isPresent()) {
            said(node.name(), "a buyer hangs", "buyer hangs");
            metrics.events.tell(at -> new NodeDisturbed(at, node.name(), "a buyer hangs"));
            pause(Hang.LENGTH);
        }
        List<NodeRequest> kept = node.endHang();
        if (buyer.isPresent()
                && !peace
                && !node.isGone()
                && !troubles.any(place, buyer.get().began())) {
            String whom = kept.isEmpty() ? "nobody" : "others";
            said(node.name(), "the buyer that hung goes on", "buyer that hung kept " + whom);
            kept.forEach(request ->
                    metrics.alarm(node.name() + ": kept by a buyer who hangs, and not answered: " + request));
        }
        hanging.remove(place);
    }

    private void jump(NodeProcess node, Duration by) {
        String done = "clock set " + (by.isNegative() ? "back" : "on") + " by "
                + by.abs().toHours() + " h";
        said(node.name(), done, by.isNegative() ? "clock set back" : "clock set on");
        metrics.events.tell(at -> new NodeDisturbed(at, node.name(), done));
        node.tell(NodeRequest.jump(by.toMillis()));
    }

    void cut(Cut cut) {
        if (!broken.add(cut.place())) {
            metrics.notCome.add(cut.kind());
            return;
        }
        String fault = cut.fault().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        said("place " + cut.place(), fault, "link: " + fault);
        Trouble trouble = troubles.begins(cut.place());
        fleet.linkOf(cut.place()).hit(cut.fault(), random);
        fleet.tell(cut.place(), NodeChange.CUT, fault);
        pause(cut.length());
        fleet.linkOf(cut.place()).mend();
        fleet.tell(cut.place(), NodeChange.MENDED, fault);
        trouble.ends();
        broken.remove(cut.place());
    }

    private void hit(Hit hit) {
        if (!disturbed.compareAndSet(false, true)) {
            metrics.notCome.add(hit.kind());
            return;
        }
        try {
            disturb(hit);
        } finally {
            disturbed.set(false);
        }
    }

    private void disturb(Hit hit) {
        long from = System.nanoTime();
        Trouble trouble = troubles.begins(Troubles.EVERYWHERE);
        String done = database.inject(hit.fault(), random);
        String fault = hit.fault().name().toLowerCase(Locale.ROOT);
        said("database", done, "database: " + fault);
        long began = metrics.events.now();
        metrics.events.tell(at -> new DatabaseFaultBegan(at, fault, done));
        pause(hit.length());
        database.mend();
        trouble.ends();
        metrics.events.tell(at -> new DatabaseFaultEnded(at, fault, began));
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
