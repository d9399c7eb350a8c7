package dev.posse.examples.harness.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.processes.LogEntry.Kind;
import dev.posse.examples.harness.processes.NodeRequest.What;
import dev.posse.examples.harness.workload.BuyerAnswers;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What the log says that buyers were told")
class HistoryReaderTest {

    private static final NodeRequest FIRST = NodeRequest.purchase(1, "alice", "drop", "p", 1);
    private static final NodeRequest AGAIN = FIRST.as(2, What.AGAIN);
    private static final NodeRequest OUTCOME = FIRST.as(3, What.OUTCOME);

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("log.jsonl");
    }

    private HistoryReader read(LogEntry... entries) {
        try (AnswerLog log = new AnswerLog(file, Assertions::fail)) {
            List.of(entries).forEach(log::append);
        }
        return HistoryReader.of(file);
    }

    private static LogEntry asked(NodeRequest request) {
        return LogEntry.asked(0, "n", request);
    }

    private static LogEntry sold(NodeRequest request) {
        return LogEntry.told(
                0,
                "n",
                request,
                new NodeResponse(
                        NodeResponse.Kind.TOLD,
                        request.call(),
                        NodeResponse.PURCHASED,
                        "drop",
                        7,
                        250,
                        Optional.empty()));
    }

    private static LogEntry told(NodeRequest request, String text) {
        return LogEntry.told(0, "n", request, NodeResponse.of(NodeResponse.Kind.TOLD, request.call(), text));
    }

    private static LogEntry ended(NodeRequest request) {
        return LogEntry.end(0, Kind.ENDED, request);
    }

    @Test
    @DisplayName("the answer with which a purchase ended is its answer")
    void ended() {
        HistoryReader history = read(asked(FIRST), told(FIRST, "IN_DOUBT"), asked(AGAIN), sold(AGAIN), ended(AGAIN));

        BuyerAnswers.Answer answer =
                Objects.requireNonNull(history.answers().purchases().get("p"));
        assertEquals(
                new PurchaseOutcome.Purchased("p", "drop", 7, 250),
                answer.outcome().orElseThrow());
        assertEquals(List.of(), history.differences());
        assertEquals(5, history.lines());
    }

    @Test
    @DisplayName("a purchase that was asked for and has no end has no answer")
    void open() {
        HistoryReader history = read(asked(FIRST));

        assertEquals(1, history.answers().open().size());
    }

    @Test
    @DisplayName("an end without an answer is a difference")
    void endWithoutAnswer() {
        assertEquals(1, read(asked(FIRST), ended(FIRST)).differences().size());
    }

    @Test
    @DisplayName("a sale that was told to nobody has to be true as well")
    void lateSale() {
        HistoryReader history =
                read(asked(FIRST), asked(OUTCOME), told(OUTCOME, "NOT_PURCHASED"), ended(OUTCOME), sold(FIRST));

        assertTrue(history.answers().others().stream()
                .anyMatch(other -> other.outcome().orElseThrow() instanceof PurchaseOutcome.Purchased));
    }

    @Test
    @DisplayName("a late refusal of a call that asked again binds all earlier calls, and no later one that may buy")
    void lateRefusal() {
        LogEntry late = told(AGAIN, "CLOSED");
        NodeRequest third = FIRST.as(4, What.AGAIN);

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
        HistoryReader history =
                read(asked(FIRST), asked(AGAIN), sold(AGAIN), ended(AGAIN), told(FIRST, Reason.BEATEN.name()));

        assertEquals(List.of(), history.answers().others());
    }

    @Test
    @DisplayName("a deposit counts once, however often it was confirmed, and is missed if it never was")
    void deposits() {
        NodeRequest deposit = NodeRequest.deposit(5, "alice", "d", 2_000);
        NodeRequest again = NodeRequest.deposit(6, "alice", "d", 2_000);

        HistoryReader history = read(
                asked(deposit),
                told(deposit, NodeResponse.MOVED),
                asked(again),
                told(again, NodeResponse.MOVED),
                asked(NodeRequest.deposit(7, "alice", "never", 2_000)));

        assertEquals(2_000, history.answers().depositsOf("alice"));
        assertEquals(List.of("Movement never was never confirmed"), history.differences());
    }

    @Test
    @DisplayName("a withdrawal likewise; a refusal moves nothing")
    void withdrawals() {
        NodeRequest withdrawal = NodeRequest.withdrawal(5, "alice", "w", 300);
        NodeRequest again = NodeRequest.withdrawal(6, "alice", "w", 300);

        HistoryReader history = read(
                asked(withdrawal),
                told(withdrawal, "LOCKED"),
                asked(again),
                told(again, NodeResponse.MOVED),
                asked(withdrawal),
                told(withdrawal, NodeResponse.MOVED));

        assertEquals(300, history.answers().withdrawalsOf("alice"));
        assertEquals(0, history.answers().depositsOf("alice"));
        assertEquals(List.of(), history.differences());
    }

    @Test
    @DisplayName("an entry is in the file when its writer is told so")
    void synced() throws Exception {
        try (AnswerLog log = new AnswerLog(file, Assertions::fail)) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            log.append(asked(FIRST), () -> seen.add(textOf(file)));

            String text = Objects.requireNonNull(seen.poll(10, TimeUnit.SECONDS));
            assertEquals(asked(FIRST), JsonLines.read(text.strip(), LogEntry.class));
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
