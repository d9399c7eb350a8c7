package dev.posse.examples.processes;

import dev.posse.examples.processes.Report.Kind;
import dev.posse.examples.servers.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A node's process, as the coordinator sees it: takes orders, reports, and can be killed, stopped and continued. */
final class NodeProcess {

    private final String name;
    private final Process process;
    private final Writer orders;
    private final AnswerLog log;
    private final Chronicle chronicle;
    private final Map<Long, Asked> underWay = new ConcurrentHashMap<>();
    private final AtomicLong killedAt = new AtomicLong();
    private final Thread reader = new Thread(this::read);
    private volatile boolean ready;
    private volatile boolean gone;
    private volatile boolean stopped;
    private volatile boolean suspect;

    private NodeProcess(String name, Process process, AnswerLog log, Chronicle chronicle) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.chronicle = chronicle;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        reader.setName("reports-of-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    static NodeProcess start(String name, List<String> command, Path errors, AnswerLog log, Chronicle chronicle) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start();
            return new NodeProcess(name, process, log, chronicle);
        } catch (IOException e) {
            throw new UncheckedIOException("Node " + name + " cannot be started: " + command.get(0), e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** Open, and no buyer has waited in vain since it last reported. */
    boolean takesOrders() {
        return ready && !gone && !suspect;
    }

    boolean isReady() {
        return ready;
    }

    boolean isGone() {
        return gone;
    }

    boolean isStopped() {
        return stopped && !gone;
    }

    int callsUnderWay() {
        return underWay.size();
    }

    /** Ready, with nothing to do for anybody. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** A buyer has waited in vain: a load balancer sends nobody there until it reports again. */
    void suspect() {
        suspect = true;
    }

    /** Asks; the answer comes later, or that the node is gone. */
    Asked ask(Order order) {
        Asked asked = new Asked(order);
        underWay.put(order.call(), asked);
        log.append(LogEntry.asked(log.now(), name, order));
        try {
            write(order);
        } catch (IOException e) {
            lose(asked);
        }
        if (gone) {
            // It went after it was chosen; whoever swept its calls may have missed this one.
            lose(asked);
        }
        return asked;
    }

    private void write(Order order) throws IOException {
        synchronized (orders) {
            orders.write(Lines.write(order));
            orders.write('\n');
            orders.flush();
        }
    }

    /** Has it killed right after its next step of a name. */
    void killAfter(String step) {
        try {
            write(Order.die(step));
        } catch (IOException e) {
            // It is gone already, and whoever killed it was faster.
        }
    }

    /** Kills it at once, as a power cut would. */
    void kill() {
        killedAt.compareAndSet(0, System.nanoTime());
        process.destroyForcibly();
    }

    void stop() {
        stopped = true;
        long at = System.nanoTime();
        signal("STOP");
        underWay.values()
                .forEach(asked ->
                        chronicle.crashes.add(new Chronicle.Crash(asked.order().purchase(), at, asked.isDecided())));
    }

    void resume() {
        signal("CONT");
        stopped = false;
    }

    /** A node may be gone before it is stopped or continued; then there is nothing to be done. */
    private void signal(String signal) {
        int status = Signals.send(signal, process.pid());
        if (status != 0 && process.isAlive()) {
            throw new IllegalStateException("kill -" + signal + " of " + name + " ended with " + status);
        }
    }

    boolean wasKilledByUs() {
        return killedAt.get() != 0;
    }

    /** Gives no more orders, so that it ends in order. */
    void dismiss() {
        try {
            synchronized (orders) {
                orders.close();
            }
        } catch (IOException e) {
            kill();
        }
    }

    /** Waits until it has ended; kills it if it does not. */
    void awaitEnd() {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                kill();
            }
            reader.join(10_000);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader reports = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = reports.readLine()) != null) {
                hear(Lines.read(line, Report.class));
            }
        } catch (IOException | RuntimeException e) {
            // Of a killed process the last line may be torn; what was whole before it counts.
            chronicle.troubles.add("last report torn");
        }
        gone = true;
        long at = killedAt.get() == 0 ? System.nanoTime() : killedAt.get();
        for (Asked asked : List.copyOf(underWay.values())) {
            recordCrash(asked, at);
            lose(asked);
        }
    }

    private void recordCrash(Asked asked, long at) {
        chronicle.crashes.add(new Chronicle.Crash(asked.order().purchase(), at, asked.isDecided()));
        if (asked.order().what().mayBuy()) {
            chronicle.killed.add(
                    asked.isDecided()
                            ? "after the decision"
                            : asked.isBoundBySeals() ? "before the decision" : "before reading");
        } else {
            chronicle.killed.add(asked.order().what().name());
        }
    }

    private void lose(Asked asked) {
        underWay.remove(asked.order().call());
        asked.answer().complete(Report.of(Kind.GONE, asked.order().call(), name));
    }

    private void hear(Report report) {
        suspect = false;
        switch (report.kind()) {
            case READY -> ready = true;
            case LAST_STEP -> hearOfLastStep(report.text());
            case RECOVERED -> chronicle.recoveries.add(report.text());
            case RESOLVED -> chronicle.logins.add(report.text());
            case ALARM -> chronicle.alarms.add(name + ": " + report.text());
            case GONE -> throw new IllegalStateException("A node does not tell its own end");
            case READING, DECIDED, TOLD, TROUBLE -> hearOfCall(report);
        }
    }

    private void hearOfLastStep(String step) {
        if (!wasKilledByUs()) {
            chronicle.blows.add("node killed after " + step);
            kill();
        }
    }

    private void hearOfCall(Report report) {
        Asked asked = underWay.get(report.call());
        if (asked == null) {
            throw new IllegalStateException(name + " reports of a call that it was not asked: " + report);
        }
        if (report.kind() == Kind.READING) {
            asked.read();
        } else if (report.kind() == Kind.DECIDED) {
            asked.decide();
        } else {
            underWay.remove(report.call());
            if (asked.isAbandoned()) {
                chronicle.lateAnswers.add(report.kind() == Kind.TOLD ? report.text() : "TROUBLE");
            }
            log.append(
                    LogEntry.told(log.now(), name, asked.order(), report),
                    () -> asked.answer().complete(report));
        }
    }
}
