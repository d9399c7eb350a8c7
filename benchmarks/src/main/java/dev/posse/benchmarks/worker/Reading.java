package dev.posse.benchmarks.worker;

import dev.posse.benchmarks.shop.StoreCounts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What was measured in one process.
 *
 * @param sold while it was measured
 * @param attempts calls that ended while it was measured
 * @param seconds how long that was
 * @param counts what was asked of the store meanwhile
 * @param clientSeconds of processor time that this process took meanwhile
 * @param serverSeconds of processor time that the server took meanwhile
 * @param latencies from the first attempt to the sale, in microseconds: a compressed histogram in Base64
 * @param told all that this process's buyers were told of, before and after it was measured too
 */
public record Reading(
        long sold,
        long attempts,
        double seconds,
        StoreCounts counts,
        double clientSeconds,
        double serverSeconds,
        String latencies,
        long told) {

    /** Longer ones count as this long. */
    static final long LONGEST_MICROS = 60_000_000;

    private static final int DIGITS = 3;

    static final Reading NOTHING = new Reading(0, 0, 0, StoreCounts.NONE, 0, 0, "", 0);

    static Histogram emptyHistogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    static String encode(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private Histogram histogram() {
        if (latencies.isEmpty()) {
            return emptyHistogram();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(latencies));
            return Histogram.decodeFromCompressedByteBuffer(bytes, LONGEST_MICROS);
        } catch (DataFormatException e) {
            throw new IllegalStateException("A worker has sent a torn histogram", e);
        }
    }

    /**
     * Adds what another process has measured at the same time.
     *
     * @param other of that process
     * @return the sum; the longer of the two times
     */
    public Reading plus(Reading other) {
        Histogram both = histogram();
        both.add(other.histogram());
        return new Reading(
                sold + other.sold,
                attempts + other.attempts,
                Math.max(seconds, other.seconds),
                counts.plus(other.counts),
                clientSeconds + other.clientSeconds,
                serverSeconds + other.serverSeconds,
                encode(both),
                told + other.told);
    }

    /**
     * Looks into the latencies.
     *
     * @param percent such as 50 or 99
     * @return microseconds that so many percent of the sales did not exceed; 0 if nothing was sold
     */
    public long latencyMicros(double percent) {
        return histogram().getValueAtPercentile(percent);
    }
}
