package dev.posse.explorer;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All writes in flight that explorations have met, and all sets of them, each under a small number. Not thread-safe. */
final class Flights {

    /** The number of the empty set. */
    static final int NONE = 0;

    private final List<Flight> flights = new ArrayList<>();
    private final Map<Flight, Integer> numbers = new HashMap<>();
    private final List<int[]> sets = new ArrayList<>();
    private final Map<IntBuffer, Integer> setNumbers = new HashMap<>();

    /** Set and member to the set with or without that member. */
    private final LongIntMap setsWith = new LongIntMap();

    private final LongIntMap setsWithout = new LongIntMap();

    /**
     * A conditional write that was sent and not yet answered by the store: it may land at any moment. With it went the writes that
     * its actor would have let follow, as a chain: each may land once the one before has.
     *
     * @param key that is written
     * @param after the cell that it leaves behind, or {@link #NOTHING} if it is a condition alone
     * @param expectedNumber how often the key must have been written
     * @param next the number of the flight that follows, plus one; 0 if there is none
     */
    record Flight(int key, int after, int expectedNumber, int next) {}

    static final int NOTHING = -1;

    Flights() {
        set(new int[0]);
    }

    /** The number of a write in flight. */
    int number(Flight flight) {
        return numbers.computeIfAbsent(flight, fresh -> {
            flights.add(fresh);
            return flights.size() - 1;
        });
    }

    Flight get(int number) {
        return flights.get(number);
    }

    private int set(int[] members) {
        int[] sorted = members.clone();
        Arrays.sort(sorted);
        return setNumbers.computeIfAbsent(IntBuffer.wrap(sorted), fresh -> {
            sets.add(fresh.array());
            return Universe.bounded(sets.size() - 1, Universe.MOST);
        });
    }

    /** The members of a set. */
    int[] in(int set) {
        return sets.get(set);
    }

    int without(int set, int member) {
        long change = (long) set << 32 | member;
        int known = setsWithout.get(change);
        if (known == LongIntMap.NONE) {
            known = set(Arrays.stream(in(set)).filter(other -> other != member).toArray());
            setsWithout.put(change, known);
        }
        return known;
    }

    /** The same write twice in flight is as good as once: when one lands, the other is dead. */
    int plus(int set, int member) {
        long change = (long) set << 32 | member;
        int known = setsWith.get(change);
        if (known == LongIntMap.NONE) {
            known = set(IntStream.concat(Arrays.stream(in(set)), IntStream.of(member))
                    .distinct()
                    .toArray());
            setsWith.put(change, known);
        }
        return known;
    }

    /** What is in flight when one of them has landed: what followed it in its chain may land now. */
    int landed(int set, int member) {
        int rest = without(set, member);
        int next = flights.get(member).next();
        return next == 0 ? rest : plus(rest, next - 1);
    }
}
