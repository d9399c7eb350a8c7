package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.DocumentException;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads keys in chunks, and makes a finding of what cannot be understood. */
final class ChunkedReads {

    /** Keys in one read. */
    static final int CHUNK = 500;

    private final CasKeyValueStore store;
    private final Findings findings;

    ChunkedReads(CasKeyValueStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    /** Reads all keys; the caller keeps their number small, or handles them chunk by chunk. */
    Map<String, Entry> all(Collection<String> keys) {
        Map<String, Entry> found = new HashMap<>();
        for (List<String> chunk : chunks(keys)) {
            found.putAll(store.getAll(chunk));
        }
        return found;
    }

    /** Cuts a collection into pieces of at most {@link #CHUNK}. */
    static <T> List<List<T>> chunks(Collection<T> items) {
        List<List<T>> chunks = new ArrayList<>();
        List<T> chunk = new ArrayList<>();
        for (Iterator<T> each = items.iterator(); each.hasNext(); ) {
            chunk.add(each.next());
            if (chunk.size() == CHUNK || !each.hasNext()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
            }
        }
        return chunks;
    }

    /** Understands one of the entries read; empty if it is absent, or unreadable, which then is a finding. */
    <T> Optional<T> understood(Map<String, Entry> found, String key, BiFunction<String, byte[], T> decode) {
        try {
            return Optional.ofNullable(found.get(key)).map(entry -> decode.apply(key, entry.value()));
        } catch (DocumentException e) {
            findings.add(Kind.UNREADABLE, key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
