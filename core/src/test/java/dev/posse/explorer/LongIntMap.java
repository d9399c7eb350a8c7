package dev.posse.explorer;

/** A hash map from long to int without boxes; absent keys read as {@link #NONE}. */
final class LongIntMap {

    static final int NONE = -1;

    /** Key and value plus one, side by side, so that a look costs one cache line; 0 as a value marks an empty place. */
    private long[] slots;

    private int size;

    LongIntMap() {
        this(1 << 10);
    }

    /** The capacity to begin with is a power of two; half of it is used. */
    LongIntMap(int capacity) {
        slots = new long[capacity * 2];
    }

    int get(long key) {
        return (int) slots[slot(key) + 1] - 1;
    }

    /** Values are 0 or more. */
    void put(long key, int value) {
        int slot = slot(key);
        if (slots[slot + 1] == 0) {
            size++;
        }
        slots[slot] = key;
        slots[slot + 1] = value + 1L;
        if (size * 4 > slots.length) {
            grow();
        }
    }

    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 32) << 1 & mask;
        while (slots[slot + 1] != 0 && slots[slot] != key) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                int slot = slot(old[at]);
                slots[slot] = old[at];
                slots[slot + 1] = old[at + 1];
            }
        }
    }
}
