package dev.posse.purchase;

/**
 * How far a node knows the campaigns to be. Like a clock it is handed in, and like a clock it never goes back: what was seen
 * once is there for ever, or the data set has fallen back (law A12).
 */
@FunctionalInterface
public interface HighestSettled {

    /** Of a node that has seen nothing. */
    HighestSettled NOTHING = campaign -> 0;

    /**
     * Tells how far a campaign is known to be.
     *
     * @param campaign its id
     * @return the highest slot that was seen settled; 0 if none was
     */
    long of(String campaign);
}
