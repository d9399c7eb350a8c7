package dev.posse.benchmarks.shop;

/** One process's door to a shop. Safe for many threads. */
public interface Shop extends AutoCloseable {

    /** How one try ended. */
    enum Answer {
        /** The slot is the buyer's. */
        SOLD,
        /** Not this time; the buyer asks again with the same id. */
        AGAIN,
        /** Nobody knows; the buyer asks again with the same id until somebody does. */
        IN_DOUBT
    }

    /**
     * Fills the shop, by one process for all.
     *
     * @param stock what there is to be
     */
    void prepare(Stock stock);

    /**
     * Tries to buy.
     *
     * @param request who, where, under which id
     * @return how it ended
     * @throws IllegalStateException if it ended in a way that no buyer of a benchmark may see
     */
    Answer buy(BuyRequest request);

    /**
     * Proves that the books balance: slots without gaps, each paid once, and as many as buyers were told of.
     *
     * @param told sales that buyers have heard of since {@link #prepare}, in all processes
     * @throws AuditFailedException if they do not
     */
    void audit(long told);

    /** {@return what this process has asked of its store until now} */
    default StoreCounts counts() {
        return StoreCounts.NONE;
    }

    /** Lets nothing but the buyers work on the shop any more. */
    default void stopPatrols() {}

    @Override
    void close();
}
