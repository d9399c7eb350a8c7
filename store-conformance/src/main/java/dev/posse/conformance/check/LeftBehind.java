package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients of this run have written that are gone since, to look for it at the end. */
final class LeftBehind {

    private final Map<String, byte[]> byClosed = new LinkedHashMap<>();
    private final Map<String, byte[]> byCutOff = new LinkedHashMap<>();
    private final List<BreakableStore> cutOff = new ArrayList<>();
    private long began;

    /** Forgets everything: the stores that are opened next may be on another database. */
    void clear() {
        byClosed.clear();
        byCutOff.clear();
        cutOff.clear();
    }

    void begin() {
        began = System.nanoTime();
    }

    /** When the first of them went, as {@link System#nanoTime}. */
    long began() {
        return began;
    }

    Map<String, byte[]> byClosed() {
        return byClosed;
    }

    Map<String, byte[]> byCutOff() {
        return byCutOff;
    }

    /** Those that are cut off still. */
    List<BreakableStore> cutOff() {
        return cutOff;
    }
}
