package dev.posse.benchmarks.micro;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.recovery.RecoveryTree;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a patrol makes of a sale that it has read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TreeBenchmark {

    private Optional<Slot> slot = Optional.empty();
    private Optional<Claim> claim = Optional.empty();
    private Optional<Transaction> transaction = Optional.empty();
    private Optional<Account> account = Optional.empty();

    /** For JMH. */
    public TreeBenchmark() {}

    /** Reads a sale as a patrol would. */
    @Setup
    public void prepare() {
        try (Sale sale = new Sale(1)) {
            String slotKey = Keys.slot(Sale.CAMPAIGN, 1);
            String transactionKey = Keys.transaction(Sale.CAMPAIGN, 1);
            slot = Optional.of(Slot.decode(slotKey, sale.bytes(slotKey)));
            claim = RecoveryTree.unsettled(slot);
            transaction = Optional.of(Transaction.decode(transactionKey, sale.bytes(transactionKey)));
            account = Optional.of(Account.decode(Keys.account(Sale.ACCOUNT), sale.account()));
        }
    }

    /** {@return the branch} */
    @Benchmark
    public RecoveryTree.Branch decide() {
        return RecoveryTree.decide(claim.orElseThrow(), transaction, account);
    }

    /** {@return the claim that stands in the slot} */
    @Benchmark
    public Optional<Claim> unsettled() {
        return RecoveryTree.unsettled(slot);
    }
}
