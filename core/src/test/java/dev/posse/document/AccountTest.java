package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Movement.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Account")
class AccountTest {

    private final Account rich = Account.opened("anna").moved(new Movement("m", Kind.DEPOSIT, 10_000, Instant.EPOCH));

    @Test
    @DisplayName("D5: debit, unlock and remember are one change")
    void debited() {
        Account after = rich.locked(lock(1)).debited();

        assertEquals(9_900, after.balance());
        assertEquals(100, after.spent());
        assertEquals(Optional.empty(), after.lock());
        assertEquals(1, bought(after).slot());
        assertEquals(Optional.of(Digests.sha256("gift")), bought(after).payloadDigest());
    }

    @Test
    @DisplayName("the last sixteen purchases are remembered, and older ones forgotten")
    void window() {
        Account account = rich;
        for (long slot = 1; slot <= 17; slot++) {
            account = account.locked(lock(slot)).debited();
        }

        assertEquals(Optional.empty(), account.purchase("p-1"));
        assertEquals(
                LongStream.rangeClosed(2, 17).boxed().toList(),
                account.purchases().entries().stream()
                        .map(entry -> ((PurchaseEntry.Bought) entry).slot())
                        .toList());
    }

    @Test
    @DisplayName("the last sixteen movements are remembered apart from the purchases")
    void movements() {
        Account account = rich.locked(lock(1)).debited();
        for (int at = 0; at < 16; at++) {
            account = account.moved(new Movement("w-" + at, Kind.WITHDRAWAL, 1, Instant.EPOCH));
        }

        assertEquals(Optional.empty(), account.movement("m"));
        assertEquals(16, account.withdrawn());
        assertEquals(1, account.purchases().entries().size());
    }

    @Test
    @DisplayName("the totals after each movement that the window holds")
    void totals() {
        Account account = rich.moved(new Movement("w", Kind.WITHDRAWAL, 300, Instant.EPOCH))
                .moved(new Movement("d", Kind.DEPOSIT, 20, Instant.EPOCH));

        assertEquals(Optional.of(new Totals(10_000, 0)), Totals.after(account, "m"));
        assertEquals(Optional.of(new Totals(10_000, 300)), Totals.after(account, "w"));
        assertEquals(Optional.of(new Totals(10_020, 300)), Totals.after(account, "d"));
        assertEquals(Optional.empty(), Totals.after(account, "x"));

        for (int at = 0; at < 14; at++) {
            account = account.moved(new Movement("w-" + at, Kind.WITHDRAWAL, 1, Instant.EPOCH));
        }
        assertEquals(Optional.of(new Totals(10_020, 314)), Totals.after(account, "w-13"));
    }

    @Test
    @DisplayName("a movement is found by its id, and by no other")
    void movement() {
        Movement second = new Movement("n", Kind.DEPOSIT, 7, Instant.EPOCH);

        assertEquals(Optional.of(second.numbered(2)), rich.moved(second).movement("n"));
        assertEquals(Optional.empty(), rich.movement("n"));
    }

    @Test
    @DisplayName("D5: a balance of exactly the price is enough")
    void lastMoney() {
        Account exact = Account.opened("anna").moved(new Movement("m", Kind.DEPOSIT, 100, Instant.EPOCH));

        assertEquals(0, exact.locked(lock(1)).debited().balance());
    }

    @Test
    @DisplayName("A1: a lock is found by its attempt, never by its slot")
    void lockOf() {
        Account locked = rich.locked(lock(1));

        assertEquals(Optional.of(lock(1)), locked.lockOf(new AttemptIdentity("anna", "p-1", "a-1")));
        assertEquals(Optional.empty(), locked.lockOf(new AttemptIdentity("anna", "p-1", "a-2")));
        assertEquals(Optional.empty(), locked.lockOf(new AttemptIdentity("anna", "p-2", "a-1")));
        assertEquals(Optional.empty(), locked.lockOf(new AttemptIdentity("bob", "p-1", "a-1")));
    }

    @Test
    @DisplayName("A9: a deposit keeps the lock")
    void depositKeepsLock() {
        assertEquals(
                Optional.of(lock(1)),
                rich.locked(lock(1))
                        .moved(new Movement("d", Kind.DEPOSIT, 5, Instant.EPOCH))
                        .lock());
    }

    @Test
    @DisplayName("A10: a seal changes the content and nothing that it means; every other change keeps it")
    void sealed() {
        Account sealed = rich.locked(lock(1)).sealed();

        assertNotEquals(rich.locked(lock(1)), sealed);
        assertEquals(rich.locked(lock(1)).lock(), sealed.lock());
        assertEquals(rich.balance(), sealed.balance());
        assertEquals(1, sealed.debited().seals());
        assertEquals(1, sealed.unlocked().seals());
        assertEquals(
                1,
                sealed.moved(new Movement("d", Kind.DEPOSIT, 5, Instant.EPOCH)).seals());
        assertEquals(2, sealed.locked(lock(2)).sealed().seals());
    }

    @Test
    @DisplayName("numbers that count on are read again after the next write, at the end of the 64 bits, too")
    void counters() {
        Account last = read(Long.MAX_VALUE, (1L << 62) - 1);

        Account next = Account.decode(last.key(), last.sealed().encode());
        assertEquals(0, next.seals());
        assertThrows(DocumentException.class, () -> read(0, 1L << 62), "no account has so many entries");
    }

    private Account read(long seals, long entries) {
        String text = Samples.text(Account.opened("anna").encode())
                .replace("\"seals\":0", "\"seals\":" + seals)
                .replace("\"entries\":0", "\"entries\":" + entries);
        return Account.decode(Keys.account("anna"), Samples.utf8(text));
    }

    @Test
    @DisplayName("a debit without lock, or of more than the balance, is a bug and no debit")
    void wrongDebit() {
        assertThrows(IllegalStateException.class, rich::debited);
        assertThrows(
                IllegalStateException.class,
                () -> Account.opened("poor").locked(lock(1)).debited());
    }

    @Test
    @DisplayName("a deposit that would leave the 64 bits is refused")
    void overflow() {
        assertThrows(
                ArithmeticException.class,
                () -> rich.moved(new Movement("d", Kind.DEPOSIT, Long.MAX_VALUE, Instant.EPOCH)));
    }

    private static PurchaseEntry.Bought bought(Account account) {
        return (PurchaseEntry.Bought) account.purchase("p-1").orElseThrow();
    }

    private static Lock lock(long slot) {
        return new Lock(
                "drop",
                slot,
                Optional.empty(),
                "p-" + slot,
                "a-" + slot,
                100,
                Optional.of("gift"),
                Samples.SINCE,
                UnknownFields.NONE);
    }
}
