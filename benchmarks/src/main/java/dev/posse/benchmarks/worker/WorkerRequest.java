package dev.posse.benchmarks.worker;

/**
 * What a worker process is told to do.
 *
 * @param what to do
 * @param shift in which
 * @param number for {@link What#RUN} when it begins, in milliseconds of the clock; for {@link What#AUDIT} what all buyers were
 *     told of
 */
public record WorkerRequest(What what, Shift shift, long number) {

    /** The things to do, in the request of a slice. */
    public enum What {
        /** Open the shop. */
        OPEN,
        /** Fill it. */
        PREPARE,
        /** Let the buyers in, and measure. */
        RUN,
        /** Let one buyer in, with nobody else at work, and count what a purchase asks of the store. */
        COUNT,
        /** Prove that the books balance. */
        AUDIT,
        /** Close the shop. */
        CLOSE
    }
}
