package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.processes.NodeResponse.Kind;
import dev.posse.examples.harness.servers.Signals;
import dev.posse.examples.harness.workload.ProtocolWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A node's process, as the coordinator sees it: takes requests, responds, and can be killed, stopped and continued. */
final class NodeProcess {

    /** Above this a process that ended by a signal is said to have ended with its number. */
    private static final int FIRST_SIGNAL = 128;

    private final String name;
    private final Process process;
    private final Writer requests;
    private final AnswerLog log;
    private final NodeNews news;
    private final RunMetrics metrics;
    private final Map<Long, PendingCall> underWay = new ConcurrentHashMap<>();
    private final AtomicLong killedAt = new AtomicLong();
    private final Thread reader = new Thread(this::read);
    private volatile String lastStep = "";
    private volatile boolean dismissed;
    private volatile boolean ready;
    private volatile boolean gone;
    private volatile boolean stopped;
    private volatile boolean suspect;
    private volatile Optional<HangingBuyer> hanging = Optional.empty();

    NodeProcess(int place, String name, Process process, AnswerLog log, RunMetrics metrics) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.metrics = metrics;
        this.news = new NodeNews(place, name, process.pid(), metrics);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        news.changed(NodeChange.STARTING, "");
        reader.setName("responses-of-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** Open, and no buyer has waited in vain since it last responded. */
    boolean takesRequests() {
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

    /** The buyer that hangs here, as it was told to. */
    Optional<HangingBuyer> hanging() {
        return hanging;
    }

    /** Lets it go on; gives those who are not answered yet and should be. */
    List<NodeRequest> endHang() {
        List<NodeRequest> kept =
                hanging.map(buyer -> buyer.kept(underWay.values())).orElse(List.of());
        tell(NodeRequest.disturbing(NodeRequest.What.GO_ON));
        hanging = Optional.empty();
        return kept;
    }

    /** Ready, with nothing to do for anybody. */
    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** A buyer has waited in vain: a load balancer sends nobody there until it responds again. */
    void suspect() {
        suspect = true;
    }

    /** Asks; the answer comes later, or that the node is gone. */
    PendingCall ask(NodeRequest request) {
        PendingCall pending = new PendingCall(request);
        underWay.put(request.call(), pending);
        news.asked(request);
        log.append(LogEntry.asked(log.now(), name, request));
        try {
            write(request);
        } catch (IOException e) {
            lose(pending);
        }
        if (gone) {
            // It went after it was chosen; whoever swept its calls may have missed this one.
            lose(pending);
        }
        return pending;
    }

    private void write(NodeRequest request) throws IOException {
        synchronized (requests) {
            requests.write(JsonLines.write(request));
            requests.write('\n');
            requests.flush();
        }
    }

    /** Tells it something to which there is no answer. */
    void tell(NodeRequest request) {
        try {
            write(request);
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
        news.changed(NodeChange.STOPPED, "");
        underWay.values().forEach(pending -> news.left(pending, at));
    }

    void resume() {
        signal("CONT");
        stopped = false;
        if (!gone) {
            news.changed(NodeChange.CONTINUED, "");
        }
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

    /** Whether nobody has killed it, neither the nemesis nor a person: a node does not end by itself. */
    boolean hasEndedByItself() {
        try {
            return !wasKilledByUs() && process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() < FIRST_SIGNAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends no more requests, so that it ends in order. */
    void dismiss() {
        dismissed = true;
        try {
            synchronized (requests) {
                requests.close();
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
        try (BufferedReader responses = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = responses.readLine()) != null) {
                hear(JsonLines.read(line, NodeResponse.class));
            }
        } catch (IOException | RuntimeException e) {
            // Of a killed process the last line may be torn; what was whole before it counts.
            metrics.troubles.add("last response torn");
        }
        gone = true;
        if (!dismissed) {
            news.changed(NodeChange.KILLED, lastStep);
        }
        long at = killedAt.get() == 0 ? System.nanoTime() : killedAt.get();
        for (PendingCall pending : List.copyOf(underWay.values())) {
            news.killed(pending, at);
            lose(pending);
        }
    }

    private void lose(PendingCall pending) {
        underWay.remove(pending.request().call());
        pending.answer().complete(NodeResponse.of(Kind.GONE, pending.request().call(), name));
    }

    private void hear(NodeResponse response) {
        suspect = false;
        switch (response.kind()) {
            case READY -> {
                ready = true;
                news.changed(NodeChange.SERVING, "");
            }
            case LAST_STEP -> hearOfLastStep(response.text());
            case STEP, RECOVERED, RESOLVED -> hearOfStep(response);
            case HANGS -> hanging = Optional.of(new HangingBuyer(response, metrics.besideHanging));
            case INTERRUPTED -> news.interrupted(response.text());
            case ALARM -> news.alarmed(response.text());
            case GONE -> throw new IllegalStateException("A node does not tell its own end");
            case READING, DECIDED, TOLD, TROUBLE -> hearOfCall(response);
        }
    }

    private void hearOfLastStep(String step) {
        if (!wasKilledByUs()) {
            lastStep = step;
            metrics.faults.add("node killed after " + ProtocolWords.step(step));
            kill();
        }
    }

    private void hearOfStep(NodeResponse response) {
        response.step().ifPresent(step -> {
            PendingCall pending = underWay.get(response.call());
            if (pending != null && step.purchase().equals(pending.request().aboutPurchase())) {
                pending.took(response.text());
            }
            news.step(response, step);
        });
    }

    private void hearOfCall(NodeResponse response) {
        PendingCall pending = underWay.get(response.call());
        if (pending == null) {
            throw new IllegalStateException(name + " answers a call that it was not asked: " + response);
        }
        if (response.kind() == Kind.READING) {
            pending.read();
        } else if (response.kind() == Kind.DECIDED) {
            pending.decide();
            news.decided(pending, response);
        } else {
            underWay.remove(response.call());
            hanging.ifPresent(buyer -> buyer.answered(pending, response));
            if (pending.isAbandoned()) {
                metrics.lateAnswers.add(response.kind() == Kind.TOLD ? response.text() : "TROUBLE");
            }
            news.answered(pending, response);
            log.append(
                    LogEntry.told(log.now(), name, pending.request(), response),
                    () -> pending.answer().complete(response));
        }
    }
}
