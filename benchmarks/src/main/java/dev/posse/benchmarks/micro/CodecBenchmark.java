package dev.posse.benchmarks.micro;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Keys;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Documents to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    /** How many purchases and deposits the account has behind it; its windows hold 16 of each. */
    @Param({"0", "16"})
    public int past;

    private byte[] accountBytes = new byte[0];
    private byte[] campaignBytes = new byte[0];
    private Account account = Account.opened(Sale.ACCOUNT);
    private Campaign campaign = Campaign.created(Sale.CAMPAIGN, 1, 1);

    /** For JMH. */
    public CodecBenchmark() {}

    /** Makes the documents as sales make them. */
    @Setup
    public void prepare() {
        try (Sale sale = new Sale(past)) {
            accountBytes = sale.account();
            campaignBytes = sale.campaign();
        }
        account = decodeAccount();
        campaign = decodeCampaign();
    }

    /** {@return an account's bytes} */
    @Benchmark
    public byte[] encodeAccount() {
        return account.encode();
    }

    /** {@return an account} */
    @Benchmark
    public Account decodeAccount() {
        return Account.decode(Keys.account(Sale.ACCOUNT), accountBytes);
    }

    /** {@return a campaign's bytes} */
    @Benchmark
    public byte[] encodeCampaign() {
        return campaign.encode();
    }

    /** {@return a campaign} */
    @Benchmark
    public Campaign decodeCampaign() {
        return Campaign.decode(Keys.campaign(Sale.CAMPAIGN), campaignBytes);
    }
}
