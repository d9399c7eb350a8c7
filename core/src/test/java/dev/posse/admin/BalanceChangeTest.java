package dev.posse.admin;

import static dev.posse.admin.StoreAnswers.end;
import static dev.posse.admin.StoreAnswers.failed;
import static dev.posse.admin.StoreAnswers.found;
import static dev.posse.admin.StoreAnswers.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.DocumentException;
import dev.posse.document.Lock;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.UnknownFields;
import dev.posse.observe.StepName;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.BalanceOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Deposits and withdrawals")
class BalanceChangeTest {

    private static final Movement DEPOSIT = new Movement("m-2", Kind.DEPOSIT, 50, Instant.EPOCH);
    private static final Movement OTHER = new Movement("m-9", Kind.DEPOSIT, 5, Instant.EPOCH);
    private static final Movement WITHDRAWAL = new Movement("m-2", Kind.WITHDRAWAL, 50, Instant.EPOCH);

    private final Account rich = Account.opened("anna").moved(new Movement("m-1", Kind.DEPOSIT, 100, Instant.EPOCH));
    private final Account locked = rich.locked(
            new Lock("drop", 1, Optional.empty(), "p", "a", 100, Optional.empty(), Instant.EPOCH, UnknownFields.NONE));

    static Answer[] uncertain() {
        return new Answer[] {StoreAnswers.REFUSED, StoreAnswers.UNKNOWN};
    }

    @Test
    @DisplayName("B0 reads the account, B1 swaps it from the version that was read")
    void deposit() {
        Step<BalanceEnd> b0 = BalanceChange.begin("anna", DEPOSIT);
        assertEquals(Operation.Read.of("account/anna"), b0.operation());

        Step<BalanceEnd> b1 = step(b0.on(found(rich)));

        assertEquals(new Operation.Swap(rich.moved(DEPOSIT), new Version("7")), b1.operation());
        assertEquals(BalanceEnd.moved(rich.moved(DEPOSIT)), end(b1.on(StoreAnswers.HAPPENED)));
    }

    @Test
    @DisplayName("A9: a deposit keeps the lock")
    void depositWhileLocked() {
        Account after = (Account)
                StoreAnswers.written(step(BalanceChange.begin("anna", DEPOSIT).on(found(locked))));

        assertEquals(locked.lock(), after.lock());
        assertEquals(150, after.balance());
    }

    @Test
    @DisplayName("A9: a withdrawal is refused while locked")
    void withdrawalWhileLocked() {
        assertEquals(
                BalanceEnd.refused(Reason.LOCKED),
                end(BalanceChange.begin("anna", WITHDRAWAL).on(found(locked))));
    }

    @Test
    @DisplayName("a withdrawal of exactly the balance is made, of more it is refused")
    void funds() {
        Movement all = new Movement("m-2", Kind.WITHDRAWAL, 100, Instant.EPOCH);
        Movement more = new Movement("m-2", Kind.WITHDRAWAL, 101, Instant.EPOCH);

        Account after = (Account)
                StoreAnswers.written(step(BalanceChange.begin("anna", all).on(found(rich))));
        assertEquals(0, after.balance());
        assertEquals(
                BalanceEnd.refused(Reason.INSUFFICIENT_FUNDS),
                end(BalanceChange.begin("anna", more).on(found(rich))));
    }

    @Test
    @DisplayName("an absent account is unknown")
    void unknownAccount() {
        assertEquals(
                BalanceEnd.refused(Reason.UNKNOWN_ACCOUNT),
                end(BalanceChange.begin("anna", DEPOSIT).on(StoreAnswers.NOTHING)));
    }

    @ParameterizedTest
    @MethodSource("uncertain")
    @DisplayName("A10: after any other answer than a success B0 reads again, and finds out whether the write landed")
    void looksAgain(Answer answer) {
        Step<BalanceEnd> b1 = step(BalanceChange.begin("anna", DEPOSIT).on(found(rich)));

        Step<BalanceEnd> again = step(b1.on(answer));

        assertEquals(Operation.Read.of("account/anna"), again.operation());
        assertEquals(BalanceEnd.moved(rich.moved(DEPOSIT)), end(again.on(found(rich.moved(DEPOSIT)))));
        assertEquals(rich.moved(DEPOSIT), StoreAnswers.written(step(again.on(found(rich)))));
    }

    @Test
    @DisplayName(
            "the same id asked again is answered without a write, also a withdrawal of more than is left, or while locked")
    void idempotent() {
        Movement all = new Movement("m-2", Kind.WITHDRAWAL, 100, Instant.EPOCH);
        Account empty = rich.moved(all);

        assertEquals(
                BalanceEnd.moved(empty), end(BalanceChange.begin("anna", all).on(found(empty))));
        assertEquals(
                BalanceEnd.moved(locked),
                end(BalanceChange.begin("anna", new Movement("m-1", Kind.DEPOSIT, 100, Instant.EPOCH))
                        .on(found(locked))));
    }

    @Test
    @DisplayName("the same id with another amount or kind is an error that names the id")
    void otherTerms() {
        for (Movement other : new Movement[] {
            new Movement("m-1", Kind.DEPOSIT, 101, Instant.EPOCH),
            new Movement("m-1", Kind.WITHDRAWAL, 100, Instant.EPOCH)
        }) {
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> BalanceChange.begin("anna", other).on(found(rich)))
                    .getMessage());
            assertTrue(message.contains("m-1") && message.contains("anna"), message);
            String kind = other.kind() == Kind.DEPOSIT ? "deposit" : "withdrawal";
            assertTrue(message.endsWith("choose a new id for a new " + kind), message);
        }
    }

    @Test
    @DisplayName("a total that would leave the 64 bits is an error, and nothing is written")
    void overflow() {
        Step<BalanceEnd> b0 =
                BalanceChange.begin("anna", new Movement("m-2", Kind.DEPOSIT, Long.MAX_VALUE, Instant.EPOCH));

        assertThrows(IllegalArgumentException.class, () -> b0.on(found(rich)));
    }

    @Test
    @DisplayName("a first read that fails, or a corrupt account, is thrown: nothing has happened")
    void firstReadFails() {
        Step<BalanceEnd> b0 = BalanceChange.begin("anna", DEPOSIT);
        Answer corrupt = new Answer.Found(Map.of("account/anna", new Entry(new byte[] {'{'}, new Version("7"))));

        assertThrows(StoreException.class, () -> b0.on(failed()));
        assertThrows(DocumentException.class, () -> b0.on(corrupt));
    }

    @Test
    @DisplayName("a booking that has failed for certain is thrown, with the store's reason: nothing has happened")
    void bookingFails() {
        Step<BalanceEnd> b1 = step(BalanceChange.begin("anna", DEPOSIT).on(found(rich)));

        assertThrows(StoreException.class, () -> b1.on(failed()));
    }

    @Test
    @DisplayName("a booking that fails for certain after one of which nobody knows is still doubt")
    void bookingFailsAfterDoubt() {
        Step<BalanceEnd> b1 = step(BalanceChange.begin("anna", DEPOSIT).on(found(rich)));
        Step<BalanceEnd> second = step(step(b1.on(StoreAnswers.UNKNOWN)).on(found(rich)));

        assertEquals(
                Operation.Read.of("account/anna"), step(second.on(failed())).operation());
    }

    @Test
    @DisplayName(
            "A11: an id that is not in the window is looked for in the archive, after the account, before anything is booked")
    void archived() {
        Account full = Account.opened("anna", 1).moved(DEPOSIT).moved(OTHER);
        Step<BalanceEnd> look = step(BalanceChange.begin("anna", DEPOSIT).on(found(full)));

        assertEquals(Operation.Read.of("movement/anna/m-2"), look.operation());
        assertEquals("B0.archive account=anna", look.name() + " " + look.subject());
        ArchivedMovement archive =
                Account.opened("anna", 1).moved(DEPOSIT).leavingMovement().orElseThrow();
        Answer known = new Answer.Found(Map.of(archive.key(), new Entry(archive.encode(), new Version("1"))));
        assertEquals(BalanceEnd.moved(full), end(look.on(known)));
    }

    @Test
    @DisplayName(
            "A11: an id that is in neither window nor archive is new, and booked; an archive that cannot be read is thrown")
    void inNeither() {
        Account full = Account.opened("anna", 1).moved(DEPOSIT).moved(OTHER);
        Movement third = new Movement("m-3", Kind.DEPOSIT, 7, Instant.EPOCH);
        Step<BalanceEnd> look = step(BalanceChange.begin("anna", third).on(found(full)));

        Step<BalanceEnd> archive = step(look.on(StoreAnswers.NOTHING));

        assertEquals(new Operation.Add(full.leavingMovement().orElseThrow()), archive.operation());
        assertThrows(StoreException.class, () -> look.on(failed()));
    }

    @Test
    @DisplayName("A11: what the booking pushes out of the window is archived first, and booked only when that stands")
    void archivesFirst() {
        Account full = Account.opened("anna", 1).moved(OTHER);
        Step<BalanceEnd> archive = step(BalanceChange.begin("anna", DEPOSIT).on(found(full)));

        assertEquals(new Operation.Add(full.leavingMovement().orElseThrow()), archive.operation());
        assertEquals(StepName.B1_ARCHIVE, archive.name());
        Step<BalanceEnd> b1 = step(archive.on(StoreAnswers.HAPPENED));
        assertEquals(new Operation.Swap(full.moved(DEPOSIT), new Version("7")), b1.operation());
        Step<BalanceEnd> look = step(archive.on(StoreAnswers.UNKNOWN));
        assertEquals(Operation.Read.of("movement/anna/m-9"), look.operation());
        assertEquals(StepName.B1_ARCHIVE, step(look.on(StoreAnswers.NOTHING)).name());
        assertThrows(StoreException.class, () -> archive.on(failed()));
    }

    @Test
    @DisplayName("A11: where the archive states other facts nothing is booked")
    void archiveContradicts() {
        Account full = Account.opened("anna", 1).moved(OTHER);
        Step<BalanceEnd> archive = step(BalanceChange.begin("anna", DEPOSIT).on(found(full)));
        ArchivedMovement wrong = new ArchivedMovement(
                "anna", new Movement(7, "m-9", Kind.DEPOSIT, 5, Instant.EPOCH, UnknownFields.NONE), Optional.empty());
        Answer found = new Answer.Found(Map.of(wrong.key(), new Entry(wrong.encode(), new Version("1"))));

        Step<BalanceEnd> look = step(archive.on(StoreAnswers.REFUSED));
        StoreException refused = assertThrows(StoreException.class, () -> look.on(found));
        assertTrue(String.valueOf(refused.getMessage()).contains("movement/anna/m-9 states other facts"));
    }

    @Test
    @DisplayName("a read that fails after a write of which nobody knows is tried again")
    void laterReadFails() {
        Step<BalanceEnd> b1 = step(BalanceChange.begin("anna", DEPOSIT).on(found(rich)));
        Step<BalanceEnd> again = step(b1.on(StoreAnswers.UNKNOWN));

        assertEquals(Operation.Read.of("account/anna"), step(again.on(failed())).operation());
    }

    @Test
    @DisplayName("after a hundred lost races it is in doubt, and says so")
    void bounded() {
        Step<BalanceEnd> b0 = BalanceChange.begin("anna", DEPOSIT);
        int writes = 1;
        for (; writes < 100; writes++) {
            b0 = step(step(b0.on(found(rich))).on(StoreAnswers.REFUSED));
        }

        BalanceEnd result = end(step(b0.on(found(rich))).on(StoreAnswers.REFUSED));

        BalanceOutcome.InDoubt doubt = assertInstanceOf(BalanceOutcome.InDoubt.class, result.outcome());
        assertTrue(doubt.why().contains("100 times"));
        assertEquals("m-2", doubt.id());
        assertEquals(100, writes);
    }

    @Test
    @DisplayName("the steps say which account they are about")
    void subject() {
        Step<BalanceEnd> b0 = BalanceChange.begin("anna", DEPOSIT);
        Step<BalanceEnd> b1 = step(b0.on(found(rich)));

        assertEquals("B0 account=anna", b0.name() + " " + b0.subject());
        assertEquals("B1 account=anna", b1.name() + " " + b1.subject());
    }
}
