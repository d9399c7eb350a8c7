package dev.posse.explorer;

import java.util.Arrays;

/** A hash map from long to int without boxes; absent keys read as {@link #NONE}. */
final class LongIntMap {

    static final int NONE = -1;

    private long[] keys;
    private int[] values;
    private int size;

    LongIntMap() {
        this(1 << 10);
    }

    /** The capacity to begin with is a power of two. */
    LongIntMap(int capacity) {
        keys = new long[capacity];
        values = new int[capacity];
        Arrays.fill(values, NONE);
    }

    int get(long key) {
        return values[slot(key)];
    }

    void put(long key, int value) {
        int slot = slot(key);
        if (values[slot] == NONE) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & keys.length - 1;
        while (values[slot] != NONE && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(values, NONE);
        for (int at = 0; at < oldKeys.length; at++) {
            if (oldValues[at] != NONE) {
                int slot = slot(oldKeys[at]);
                keys[slot] = oldKeys[at];
                values[slot] = oldValues[at];
            }
        }
    }
}
