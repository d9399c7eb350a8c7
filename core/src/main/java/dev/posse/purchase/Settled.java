package dev.posse.purchase;

import java.util.Set;

/** How far a settlement came. The sale itself is decided in every case. */
public sealed interface Settled {

    /** All of its steps are known to be in place. */
    record Complete() implements Settled {}

    /**
     * Of several sales that move their campaign together some are in place.
     *
     * @param left the slots for which there was no room, because too many wait for an earlier one already; the posse finishes them
     */
    record PartlyComplete(Set<Long> left) implements Settled {}

    /**
     * Something was in the way; the posse finishes it.
     *
     * @param why what was in the way
     */
    record LeftToPosse(String why) implements Settled {}

    /** The documents contradict each other; the alarm was raised and the campaign stopped, as far as that was possible. */
    record Broken() implements Settled {}
}
