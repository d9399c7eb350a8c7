package dev.posse.purchase;

/**
 * Where a node has found that it cannot read the slot that a campaign sells next. Like a clock it is handed in: it decides whether a
 * purchase looks at that slot before it locks an account for it, and nothing else.
 */
@FunctionalInterface
public interface SlotTrouble {

    /** Of a node that has met none. */
    SlotTrouble NONE = (campaign, slot) -> false;

    /**
     * Tells whether there was trouble with a slot.
     *
     * @param campaign its campaign
     * @param slot its number
     * @return true if it could not be read, and has not been read since
     */
    boolean isAt(String campaign, long slot);
}
