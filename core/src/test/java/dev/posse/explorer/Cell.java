package dev.posse.explorer;

import dev.posse.store.Entry;
import dev.posse.store.Version;

/**
 * What stands under one key: a document's bytes and the number of the write that put them there. Numbers count per key, so
 * that a version never repeats.
 */
record Cell(String key, Entry entry, int number) {

    static Cell of(String key, byte[] bytes, int number) {
        return new Cell(key, new Entry(bytes, version(number)), number);
    }

    static Version version(int number) {
        return new Version("v" + number);
    }

    static int number(Version version) {
        return Integer.parseInt(version.text().substring(1));
    }
}
