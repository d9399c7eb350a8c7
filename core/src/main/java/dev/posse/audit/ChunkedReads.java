package dev.posse.audit;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads keys in chunks, and makes a finding of what is not answered or cannot be understood. */
final class ChunkedReads {

    /** Keys in one read. */
    static final int CHUNK = 512;

    /** So many keys in a row without an answer are no keys in trouble any more, but a store that is down. */
    private static final int MOST_FAILURES = 32;

    private final KeyReader reads;
    private final Findings findings;
    private final Set<String> notRead = new HashSet<>();

    ChunkedReads(CasKeyValueStore store, Findings findings) {
        this.reads = new KeyReader(store::getAll, store::get, KeyReader.Policy.untilDone(MOST_FAILURES));
        this.findings = findings;
    }

    /** Reads all keys; the caller keeps their number small, or handles them chunk by chunk. */
    Reading all(Collection<String> keys) {
        Reading all = Reading.NONE;
        for (List<String> chunk : chunks(keys)) {
            all = all.and(reads.read(chunk));
        }
        all.failures().forEach(this::notRead);
        return all;
    }

    /** The store's words differ from one read to the next, and it is one finding. */
    private void notRead(String key, StoreException why) {
        if (notRead.add(key)) {
            findings.add(
                    Kind.NOT_READ,
                    key,
                    "the store answers for others and not for it, and nothing is concluded from it: "
                            + why.getMessage());
        }
    }

    /** Cuts a collection into pieces of at most {@link #CHUNK}. */
    static <T> List<List<T>> chunks(Collection<T> items) {
        return chunks(items, CHUNK);
    }

    /** Cuts a collection into pieces of at most so many items. */
    static <T> List<List<T>> chunks(Collection<T> items, int most) {
        List<List<T>> chunks = new ArrayList<>();
        List<T> chunk = new ArrayList<>();
        for (Iterator<T> each = items.iterator(); each.hasNext(); ) {
            chunk.add(each.next());
            if (chunk.size() == most || !each.hasNext()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
            }
        }
        return chunks;
    }

    /** Understands one of the entries read; empty if it is absent, or was not or cannot be read, which then is a finding. */
    <D extends Document> Optional<D> understood(Reading found, Key<D> key) {
        if (!found.isKnown(key.name())) {
            return Optional.empty();
        }
        try {
            return found.document(key).map(Stored::document);
        } catch (DocumentException e) {
            unreadable(e);
            return Optional.empty();
        }
    }

    void unreadable(DocumentException why) {
        findings.add(Kind.UNREADABLE, why.key(), String.valueOf(why.getMessage()));
    }
}
