package dev.posse.conformance;

import dev.posse.store.CasKeyValueStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers acknowledged writes of the whole run, to look for them at its end (S18). */
final class Ledger {

    private static final int MOST = 20_000;

    private final Map<String, Integer> hashes = new LinkedHashMap<>();

    synchronized void acknowledged(CasKeyValueStore by, String key, byte[] value) {
        if (hashes.size() < MOST || hashes.containsKey(key)) {
            hashes.put(key, java.util.Arrays.hashCode(value));
        }
    }
}
