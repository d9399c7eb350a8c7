package dev.posse.audit;

import dev.posse.audit.AuditReport.Totals;
import dev.posse.document.Account;
import java.util.Collection;
import java.util.List;

/** Adds up. A sum that would leave the 64 bits stays at their end: wrong documents must not stop an audit. */
final class AuditSums {

    private long unsettled;
    private long accounts;
    private long deposited;
    private long withdrawn;
    private long spent;
    private long balance;
    private long locks;

    static long plus(long sum, long amount) {
        return sum > Long.MAX_VALUE - amount ? Long.MAX_VALUE : sum + amount;
    }

    static long priceOf(Collection<Sale> sales) {
        return sales.stream().mapToLong(Sale::price).reduce(0, AuditSums::plus);
    }

    void unsettled() {
        unsettled++;
    }

    void account(Account account) {
        accounts++;
        deposited = plus(deposited, account.deposited());
        withdrawn = plus(withdrawn, account.withdrawn());
        spent = plus(spent, account.spent());
        balance = plus(balance, account.balance());
        locks += account.lock().isPresent() ? 1 : 0;
    }

    Totals totals(AuditReader reader, List<Sale> sales) {
        return new Totals(
                reader.campaigns().stream()
                        .filter(campaign -> !campaign.isAbsent())
                        .count(),
                sales.size(),
                sales.stream().filter(reader::isSettled).count(),
                unsettled,
                accounts,
                priceOf(sales),
                deposited,
                withdrawn,
                spent,
                balance,
                locks);
    }
}
