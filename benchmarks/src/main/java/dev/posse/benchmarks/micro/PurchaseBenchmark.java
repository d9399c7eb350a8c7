package dev.posse.benchmarks.micro;

import dev.posse.outcome.PurchaseOutcome;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The runner: one purchase from the call to the settled sale, over a store that costs next to nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class PurchaseBenchmark {

    /** How many purchases and deposits the account has behind it; its windows hold 16 of each, and fill up meanwhile. */
    @Param({"0", "16"})
    public int past;

    private Optional<Sale> sale = Optional.empty();

    /** For JMH. */
    public PurchaseBenchmark() {}

    /** Opens a new shop, or the sold slots would fill the memory. */
    @Setup(Level.Iteration)
    public void open() {
        sale = Optional.of(new Sale(past));
    }

    /** Closes it. */
    @TearDown(Level.Iteration)
    public void close() {
        sale.ifPresent(Sale::close);
    }

    /** {@return the sale} */
    @Benchmark
    public PurchaseOutcome purchase() {
        return sale.orElseThrow().buy();
    }
}
