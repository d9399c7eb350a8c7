package dev.posse.benchmarks.shop;

/**
 * What a shop has asked of its store.
 *
 * @param operations calls of any kind, each a round trip or more
 * @param refused conditional writes that did not happen
 */
public record StoreCounts(long operations, long refused) {

    /** Of a shop that has no store of ours. */
    public static final StoreCounts NONE = new StoreCounts(0, 0);

    /**
     * Counts what came since.
     *
     * @param earlier what had been counted before
     * @return the difference
     */
    public StoreCounts since(StoreCounts earlier) {
        return new StoreCounts(operations - earlier.operations, refused - earlier.refused);
    }

    /**
     * Adds another process's.
     *
     * @param other what it has counted
     * @return the sum
     */
    public StoreCounts plus(StoreCounts other) {
        return new StoreCounts(operations + other.operations, refused + other.refused);
    }
}
