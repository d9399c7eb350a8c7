package dev.posse.explorer;

/** One state, unpacked: numbers of a {@link Universe}. Mutable, because millions pass through it. */
final class State {

    int store;

    /** The set of writes that may still land. */
    int flights;

    /** How many faults led here; stays 0 where that makes no difference any more. */
    int faults;

    /** Where each actor stands; unused places are 0. */
    final int[] values = new int[StateSet.ACTORS];
}
