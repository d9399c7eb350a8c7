package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A purchase that is asked for again")
class PurchaseRetryTest extends PausedRetry {

    private static final PurchaseOutcome BEATEN = new NotPurchased("order-1", Reason.BEATEN);

    private static final PurchaseOutcome DOUBT = new InDoubt("order-1", "the store was silent");

    private static final PurchaseOutcome SOLD = new Purchased("order-1", "drop", 1, 100);

    private final List<PurchaseRequest> asked = new ArrayList<>();
    private final Deque<Supplier<PurchaseOutcome>> answers = new ArrayDeque<>();

    private PurchaseOutcome hears(PurchaseOutcome... heard) {
        Arrays.stream(heard).forEach(each -> answers.add(() -> each));
        return within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST);
    }

    private PurchaseOutcome answer(PurchaseRequest request) {
        asked.add(request);
        // The last answer is given for ever.
        return (answers.size() == 1 ? answers.element() : answers.remove()).get();
    }

    private Supplier<PurchaseOutcome> failing(RuntimeException trouble) {
        return () -> {
            throw trouble;
        };
    }

    @AfterEach
    void nobodyIsInterruptedAfterwards() {
        boolean unused = Thread.interrupted();
    }

    @Test
    @DisplayName("is repeated where it was beaten, met another call of the account, or is in doubt, until it is sold")
    void repeats() {
        assertEquals(SOLD, hears(BEATEN, new NotPurchased("order-1", Reason.ACCOUNT_IN_USE), DOUBT, SOLD));
        assertEquals(4, asked.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BEATEN", "ACCOUNT_IN_USE"})
    @DisplayName("is asked for once where another try changes nothing")
    void once(Reason reason) {
        assertEquals(new NotPurchased("order-1", reason), hears(new NotPurchased("order-1", reason), SOLD));
        assertEquals(1, asked.size());
    }

    @Test
    @DisplayName(
            "keeps its id, also one that the first call has made, and no later call says that it was never asked before")
    void sameId() {
        answers.addAll(List.of(() -> new InDoubt("made", "silence"), () -> SOLD));
        PurchaseOutcome unused = within(Duration.ofSeconds(1), 1)
                .repeated(
                        this::answer,
                        PurchaseRequest.of("alice", "drop").withPayload("ad").neverAskedBefore());

        assertEquals(
                List.of(Optional.empty(), Optional.of("made")),
                asked.stream().map(PurchaseRequest::purchaseId).toList());
        assertTrue(asked.get(1).isRefusedForAllCalls());
        assertEquals(Optional.of("ad"), asked.get(1).payload());
    }

    @Test
    @DisplayName("pauses for longer and longer, drawn from nothing to the longest, and never beyond its time")
    void fullJitter() {
        answers.add(() -> BEATEN);
        assertEquals(BEATEN, within(Duration.ofSeconds(5), 1).repeated(this::answer, REQUEST));

        assertEquals(
                List.of(20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L, 1000L),
                pauses.stream().map(Duration::toMillis).toList());
        pauses.clear();
        PurchaseOutcome unused = within(Duration.ofMillis(101), 0.5).repeated(this::answer, REQUEST);
        assertEquals(
                List.of(10L, 20L, 40L), pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    @DisplayName("is asked for once where there is no time at all")
    void noTime() {
        answers.add(() -> BEATEN);
        assertEquals(BEATEN, within(Duration.ZERO, 0).repeated(this::answer, REQUEST));
        assertEquals(1, asked.size());
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> PurchaseRetry.within(Duration.ofMillis(-1))),
                "-0.001");
    }

    @Test
    @DisplayName("is repeated where the store has failed, and the failure is told if it stays")
    void failures() {
        answers.addAll(List.of(failing(new StoreException("down")), () -> SOLD));
        assertEquals(SOLD, within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST));

        answers.clear();
        answers.add(failing(new StoreException("down for long")));
        assertSays(
                assertThrows(
                        StoreException.class,
                        () -> within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST)),
                "down for long");
    }

    @Test
    @DisplayName("stays in doubt when the store has failed since")
    void staysInDoubt() {
        answers.addAll(List.of(() -> DOUBT, failing(new StoreException("down"))));
        InDoubt doubt = assertInstanceOf(
                InDoubt.class, within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST));

        assertEquals("order-1", doubt.purchaseId());
        assertTrue(doubt.why().contains("the store was silent") && doubt.why().contains("down"), doubt.why());
    }

    @Test
    @DisplayName("stays in doubt when the data set is found to be another one, or the node is closed, since")
    void staysInDoubtAtOnce() {
        for (RuntimeException end : List.of(new DataLossException("lost"), new IllegalStateException("closed"))) {
            asked.clear();
            answers.clear();
            answers.addAll(List.of(() -> DOUBT, failing(end)));
            assertInstanceOf(InDoubt.class, within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST));
            assertEquals(2, asked.size());
        }
    }

    @Test
    @DisplayName(
            "is not in doubt any more when a later call was refused, and that refusal is told even if the store fails then")
    void doubtIsOver() {
        assertEquals(BEATEN, hears(DOUBT, BEATEN));
        answers.clear();
        answers.addAll(List.of(() -> DOUBT, () -> BEATEN, failing(new StoreException("down"))));
        assertThrows(
                StoreException.class, () -> within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST));
    }

    @Test
    @DisplayName("is not repeated where data is lost, the node closed or the id used otherwise")
    void faults() {
        for (RuntimeException fault : List.of(
                new DataLossException("lost"),
                new IllegalStateException("closed"),
                new IllegalArgumentException("other terms"))) {
            asked.clear();
            answers.clear();
            answers.add(failing(fault));
            assertEquals(
                    fault,
                    assertThrows(
                            fault.getClass(),
                            () -> within(Duration.ofSeconds(1), 0.5).repeated(this::answer, REQUEST)));
            assertEquals(1, asked.size());
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    @DisplayName("names what it was not given")
    void nulls() {
        PurchaseRetry retry = PurchaseRetry.within(Duration.ZERO);
        Posse posse = FrontFixture.selling().posse;

        assertEquals(
                "time",
                assertThrows(NullPointerException.class, () -> PurchaseRetry.within(null))
                        .getMessage());
        assertEquals(
                "posse",
                assertThrows(NullPointerException.class, () -> retry.purchase(null, REQUEST))
                        .getMessage());
        assertEquals(
                "request",
                assertThrows(NullPointerException.class, () -> retry.purchase(posse, null))
                        .getMessage());
    }

    @Test
    @DisplayName("ends with the last answer when its thread is interrupted")
    void interrupted() {
        inThePause = Thread.currentThread()::interrupt;
        assertEquals(BEATEN, hears(BEATEN, SOLD));
        assertEquals(1, asked.size());
        assertTrue(Thread.currentThread().isInterrupted());
    }
}
