package dev.posse.cli.board;

import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.document.Printable;
import dev.posse.store.CasKeyValueStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An audit on request: one at a time, within the same budget of reads, to be called off at any time. Thread-safe. */
final class BoardAudit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoardAudit.class);

    /**
     * How it is.
     *
     * @param state {@code NONE}, {@code RUNNING}, {@code DONE}, {@code CANCELLED} or {@code FAILED}
     * @param reads how many keys it has read
     */
    record View(String state, Instant began, Instant ended, long reads, String problem, Optional<AuditReport> report) {}

    private final CasKeyValueStore store;
    private final ReadBudget budget;
    private ReadOnlyStore reading;
    private Optional<Thread> running = Optional.empty();
    private View view = new View("NONE", Instant.EPOCH, Instant.EPOCH, 0, "", Optional.empty());

    BoardAudit(CasKeyValueStore store, ReadBudget budget) {
        this.store = store;
        this.budget = budget;
        this.reading = new ReadOnlyStore(store, budget);
    }

    /** False if one is running. */
    synchronized boolean start() {
        if (running.isPresent()) {
            return false;
        }
        ReadOnlyStore counted = new ReadOnlyStore(store, budget);
        reading = counted;
        view = new View("RUNNING", Instant.now(), Instant.EPOCH, 0, "", Optional.empty());
        Thread thread = new Thread(() -> run(counted), "board-audit");
        thread.setDaemon(true);
        running = Optional.of(thread);
        thread.start();
        return true;
    }

    /** False if none is running. */
    synchronized boolean cancel() {
        running.ifPresent(Thread::interrupt);
        return running.isPresent();
    }

    private void run(ReadOnlyStore counted) {
        try {
            end("DONE", "", Optional.of(new Auditor(counted).audit()));
        } catch (CancellationException e) {
            end("CANCELLED", "", Optional.empty());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                end("CANCELLED", "", Optional.empty());
            } else {
                LOG.debug("The audit ended early", e);
                end("FAILED", Printable.reason(e), Optional.empty());
            }
        } catch (Error e) {
            // It dies, and nobody waits for an audit that no thread makes.
            end("FAILED", Printable.reason(e), Optional.empty());
            throw e;
        }
    }

    private synchronized void end(String state, String problem, Optional<AuditReport> report) {
        running = Optional.empty();
        view = new View(state, view.began(), Instant.now(), reading.reads(), problem, report);
    }

    synchronized View view() {
        return running.isEmpty()
                ? view
                : new View(view.state(), view.began(), Instant.now(), reading.reads(), "", Optional.empty());
    }

    @Override
    public void close() {
        cancel();
    }
}
