package dev.posse.explorer;

import java.util.BitSet;

/** Stores, each with a set of writes in flight, with which something was found to be in order. */
final class KnownGood {

    private final BitSet withoutFlights = new BitSet();
    private final LongIntMap withFlights = new LongIntMap(2);

    boolean has(int store, int flights) {
        return flights == Flights.NONE
                ? withoutFlights.get(store)
                : withFlights.get((long) store << 32 | flights) != LongIntMap.NONE;
    }

    void add(int store, int flights) {
        if (flights == Flights.NONE) {
            withoutFlights.set(store);
        } else {
            withFlights.put((long) store << 32 | flights, 1);
        }
    }
}
