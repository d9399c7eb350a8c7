package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.worker.Reading;

/**
 * One slice of one case: a line of the file of results. The figures of a slice that failed count for nothing; those per sale are
 * not a number where nothing was sold.
 *
 * @param measured which case
 * @param round of the run, from 1
 * @param failure why there are no figures, such as an audit that failed; empty if there are
 * @param sold while it was measured
 * @param soldPerSecond of it
 * @param attemptsPerSale calls of the buyers
 * @param operationsPerSale calls of the store, all that any process made
 * @param refusedPerSale conditional writes that did not happen
 * @param clientMicrosPerSale processor time of the buyers' processes
 * @param serverMicrosPerSale processor time of the server
 * @param p50Micros from the first attempt to the sale
 * @param p99Micros from the first attempt to the sale
 * @param prepareMillis how long it took to open and fill the shop
 * @param auditMillis how long the audit took
 */
public record Measurement(
        Case measured,
        int round,
        String failure,
        long sold,
        double soldPerSecond,
        double attemptsPerSale,
        double operationsPerSale,
        double refusedPerSale,
        double clientMicrosPerSale,
        double serverMicrosPerSale,
        long p50Micros,
        long p99Micros,
        long prepareMillis,
        long auditMillis) {

    static Measurement of(Case measured, int round, Reading reading, long prepareMillis, long auditMillis) {
        double sales = reading.sold() == 0 ? Double.NaN : reading.sold();
        return new Measurement(
                measured,
                round,
                "",
                reading.sold(),
                reading.seconds() == 0 ? 0 : reading.sold() / reading.seconds(),
                reading.attempts() / sales,
                reading.counts().operations() / sales,
                reading.counts().refused() / sales,
                reading.clientSeconds() * 1e6 / sales,
                reading.serverSeconds() * 1e6 / sales,
                reading.latencyMicros(50),
                reading.latencyMicros(99),
                prepareMillis,
                auditMillis);
    }

    static Measurement failed(Case measured, int round, String failure) {
        return new Measurement(measured, round, failure, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** {@return whether the figures count} */
    public boolean isGood() {
        return failure.isEmpty();
    }
}
