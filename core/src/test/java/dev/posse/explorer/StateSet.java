package dev.posse.explorer;

import java.util.Arrays;

/** The states met so far, in order, each with the state it was first reached from: a hash set over flat int arrays. */
final class StateSet {

    private final int width;
    private int[] words = new int[1 << 12];
    private int[] parents = new int[1 << 10];
    private int[] actions = new int[1 << 10];
    private int[] table = new int[1 << 12];
    private int size;

    StateSet(int width) {
        this.width = width;
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    void read(int state, int[] into) {
        System.arraycopy(words, state * width, into, 0, width);
    }

    int parent(int state) {
        return parents[state];
    }

    int action(int state) {
        return actions[state];
    }

    /** Adds the state unless it is known. Breadth first means that the first way to it is a shortest one. */
    void add(int[] state, int parent, int action) {
        int slot = find(state);
        if (table[slot] >= 0) {
            return;
        }
        if (parents.length == size) {
            parents = Arrays.copyOf(parents, size * 2);
            actions = Arrays.copyOf(actions, size * 2);
        }
        if (words.length < (size + 1) * width) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        System.arraycopy(state, 0, words, size * width, width);
        parents[size] = parent;
        actions[size] = action;
        table[slot] = size++;
        if (size * 2 > table.length) {
            grow();
        }
    }

    private int find(int[] state) {
        int slot = spread(hash(state, 0));
        while (table[slot] >= 0 && !same(state, table[slot] * width)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean same(int[] state, int offset) {
        return Arrays.equals(state, 0, width, words, offset, offset + width);
    }

    private int hash(int[] from, int offset) {
        long hash = 1;
        for (int at = offset; at < offset + width; at++) {
            hash = (hash ^ from[at]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private int spread(int hash) {
        return (hash ^ hash >>> 15) & table.length - 1;
    }

    private void grow() {
        table = new int[table.length * 2];
        Arrays.fill(table, -1);
        for (int state = 0; state < size; state++) {
            int slot = spread(hash(words, state * width));
            while (table[slot] >= 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = state;
        }
    }
}
