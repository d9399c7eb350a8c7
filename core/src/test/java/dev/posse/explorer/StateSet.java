package dev.posse.explorer;

import java.util.Arrays;

/**
 * The states met so far, in order: a hash set over two longs a state, which hold all of it, so that no two states are ever
 * taken for one. On request each remembers the state that it was first reached from.
 */
final class StateSet {

    /** As many bits has the number of a store; those of values and of sets of writes in flight have {@link #BITS}. */
    static final int STORE_BITS = 24;

    static final int BITS = 20;

    /** As many actors as fit into two longs. */
    static final int ACTORS = 4;

    private static final int FAULT_BITS = 4;
    private static final int MASK = (1 << BITS) - 1;
    private static final int FAULT_MASK = (1 << FAULT_BITS) - 1;

    /** Where the store begins in the first long, and where the values begin in the second. */
    private static final int STORE = 2 * BITS;

    private static final int FIRST = 2 * BITS + FAULT_BITS;
    private static final int SECOND = BITS + FAULT_BITS;

    private final boolean remembersParents;
    private long[] words = new long[1 << 11];
    private int[] parents = new int[0];
    private int[] actions = new int[0];
    private int[] table = new int[1 << 12];
    private int size;

    StateSet(boolean remembersParents) {
        this.remembersParents = remembersParents;
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    void read(int number, State into) {
        long high = words[number * 2];
        long low = words[number * 2 + 1];
        into.store = (int) (high >>> STORE);
        into.flights = (int) (high >>> BITS) & MASK;
        into.values[0] = (int) high & MASK;
        into.values[1] = (int) (low >>> FIRST);
        into.values[2] = (int) (low >>> SECOND) & MASK;
        into.values[3] = (int) (low >>> FAULT_BITS) & MASK;
        into.faults = (int) low & FAULT_MASK;
    }

    int parent(int state) {
        return parents[state];
    }

    int action(int state) {
        return actions[state];
    }

    /** Adds the state unless it is known. Breadth first means that the first way to it is a shortest one. */
    void add(State state, int parent, int action) {
        long high = (long) state.store << STORE | (long) state.flights << BITS | state.values[0];
        long low = (long) state.values[1] << FIRST
                | (long) state.values[2] << SECOND
                | (long) state.values[3] << FAULT_BITS
                | state.faults;
        int slot = find(high, low);
        if (table[slot] >= 0) {
            return;
        }
        if (words.length == size * 2) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[size * 2] = high;
        words[size * 2 + 1] = low;
        if (remembersParents) {
            remember(parent, action);
        }
        table[slot] = size++;
        if (size * 2 > table.length) {
            grow();
        }
    }

    private void remember(int parent, int action) {
        if (parents.length == size) {
            parents = Arrays.copyOf(parents, Math.max(1 << 10, size * 2));
            actions = Arrays.copyOf(actions, parents.length);
        }
        parents[size] = parent;
        actions[size] = action;
    }

    private int find(long high, long low) {
        int mask = table.length - 1;
        int slot = hash(high, low) & mask;
        int known = table[slot];
        while (known >= 0 && (words[known * 2] != high || words[known * 2 + 1] != low)) {
            slot = slot + 1 & mask;
            known = table[slot];
        }
        return slot;
    }

    private static int hash(long high, long low) {
        long hash = high * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32 ^ low) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 29) * 0x94D049BB133111EBL;
        return (int) (hash >>> 32);
    }

    private void grow() {
        table = new int[table.length * 2];
        Arrays.fill(table, -1);
        int mask = table.length - 1;
        for (int state = 0; state < size; state++) {
            int slot = hash(words[state * 2], words[state * 2 + 1]) & mask;
            while (table[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = state;
        }
    }
}
