package dev.posse.examples.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.market.Answers;
import dev.posse.examples.processes.LogEntry.Kind;
import dev.posse.examples.processes.Order.What;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What the log says that buyers were told")
class TestimonyTest {

    private static final Order FIRST = Order.purchase(1, "alice", "drop", "p", 1);
    private static final Order AGAIN = FIRST.as(2, What.AGAIN);
    private static final Order OUTCOME = FIRST.as(3, What.OUTCOME);

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("log.jsonl");
    }

    private Testimony read(LogEntry... entries) {
        try (AnswerLog log = new AnswerLog(file, Assertions::fail)) {
            List.of(entries).forEach(log::append);
        }
        return Testimony.of(file);
    }

    private static LogEntry asked(Order order) {
        return LogEntry.asked(0, "n", order);
    }

    private static LogEntry sold(Order order) {
        return LogEntry.told(
                0, "n", order, new Report(Report.Kind.TOLD, order.call(), Report.PURCHASED, "drop", 7, 250));
    }

    private static LogEntry told(Order order, String text) {
        return LogEntry.told(0, "n", order, Report.of(Report.Kind.TOLD, order.call(), text));
    }

    private static LogEntry ended(Order order) {
        return LogEntry.end(0, Kind.ENDED, order);
    }

    @Test
    @DisplayName("the answer with which a purchase ended is its answer")
    void ended() {
        Testimony testimony = read(asked(FIRST), told(FIRST, "IN_DOUBT"), asked(AGAIN), sold(AGAIN), ended(AGAIN));

        Answers.Answer answer =
                Objects.requireNonNull(testimony.answers().purchases().get("p"));
        assertEquals(
                new PurchaseOutcome.Purchased("p", "drop", 7, 250),
                answer.outcome().orElseThrow());
        assertEquals(List.of(), testimony.differences());
        assertEquals(5, testimony.lines());
    }

    @Test
    @DisplayName("a purchase that was asked for and has no end has no answer")
    void open() {
        Testimony testimony = read(asked(FIRST));

        assertEquals(1, testimony.answers().open().size());
    }

    @Test
    @DisplayName("an end without an answer is a difference")
    void endWithoutAnswer() {
        assertEquals(1, read(asked(FIRST), ended(FIRST)).differences().size());
    }

    @Test
    @DisplayName("a sale that was told to nobody has to be true as well")
    void lateSale() {
        Testimony testimony =
                read(asked(FIRST), asked(OUTCOME), told(OUTCOME, "NOT_PURCHASED"), ended(OUTCOME), sold(FIRST));

        assertTrue(testimony.answers().others().stream()
                .anyMatch(other -> other.outcome().orElseThrow() instanceof PurchaseOutcome.Purchased));
    }

    @Test
    @DisplayName("a late refusal of a call that asked again binds all earlier calls, and no later one that may buy")
    void lateRefusal() {
        LogEntry late = told(AGAIN, "CLOSED");
        Order third = FIRST.as(4, What.AGAIN);

        assertEquals(
                1, read(asked(FIRST), asked(AGAIN), late).answers().others().size());
        file = directory.resolve("other.jsonl");
        assertEquals(
                0,
                read(asked(FIRST), asked(AGAIN), asked(third), late)
                        .answers()
                        .others()
                        .size());
    }

    @Test
    @DisplayName("a first call's late refusal says nothing of the call that asked again")
    void firstRefusal() {
        Testimony testimony =
                read(asked(FIRST), asked(AGAIN), sold(AGAIN), ended(AGAIN), told(FIRST, Reason.BEATEN.name()));

        assertEquals(List.of(), testimony.answers().others());
    }

    @Test
    @DisplayName("a deposit counts once, however often it was confirmed, and is missed if it never was")
    void deposits() {
        Order deposit = Order.deposit(5, "alice", "d", 2_000);
        Order again = Order.deposit(6, "alice", "d", 2_000);

        Testimony testimony = read(
                asked(deposit),
                told(deposit, "Moved"),
                asked(again),
                told(again, "Moved"),
                asked(Order.deposit(7, "alice", "never", 2_000)));

        assertEquals(2_000, testimony.answers().depositsOf("alice"));
        assertEquals(List.of("Movement never was never confirmed"), testimony.differences());
    }

    @Test
    @DisplayName("a withdrawal likewise; a refusal moves nothing")
    void withdrawals() {
        Order withdrawal = Order.withdrawal(5, "alice", "w", 300);
        Order again = Order.withdrawal(6, "alice", "w", 300);

        Testimony testimony = read(
                asked(withdrawal),
                told(withdrawal, "LOCKED"),
                asked(again),
                told(again, "Moved"),
                asked(withdrawal),
                told(withdrawal, "Moved"));

        assertEquals(300, testimony.answers().withdrawalsOf("alice"));
        assertEquals(0, testimony.answers().depositsOf("alice"));
        assertEquals(List.of(), testimony.differences());
    }

    @Test
    @DisplayName("an entry is in the file when its writer is told so")
    void synced() throws Exception {
        try (AnswerLog log = new AnswerLog(file, Assertions::fail)) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            log.append(asked(FIRST), () -> seen.add(textOf(file)));

            String text = Objects.requireNonNull(seen.poll(10, TimeUnit.SECONDS));
            assertEquals(asked(FIRST), Lines.read(text.strip(), LogEntry.class));
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
