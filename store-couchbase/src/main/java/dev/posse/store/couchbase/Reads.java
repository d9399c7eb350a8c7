package dev.posse.store.couchbase;

import com.couchbase.client.core.error.DocumentNotFoundException;
import com.couchbase.client.java.Collection;
import com.couchbase.client.java.kv.GetOptions;
import com.couchbase.client.java.kv.GetResult;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads from the active copy of each document (S1); replicas are never asked. */
final class Reads {

    // So many operations may be under way for one caller: enough to fill a round trip, too few to swamp the client.
    private static final int AT_ONCE = 256;

    private static final Duration LOCK_PAUSE = Duration.ofMillis(20);

    private final Collection collection;
    private final Duration timeout;

    Reads(Collection collection) {
        this.collection = collection;
        this.timeout = collection.environment().timeoutConfig().kvTimeout();
    }

    Optional<Entry> one(String key) {
        return entry(key, answer(key, ask(key, timeout), timeout));
    }

    Map<String, Entry> several(java.util.Collection<String> keys) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
        Map<String, Entry> found = new LinkedHashMap<>();
        for (int from = 0; from < distinct.size(); from += AT_ONCE) {
            Map<String, CompletableFuture<@Nullable GetResult>> asked = new LinkedHashMap<>();
            distinct.subList(from, Math.min(distinct.size(), from + AT_ONCE))
                    .forEach(key -> asked.put(key, ask(key, timeout)));
            asked.forEach((key, future) ->
                    entry(key, answer(key, future, timeout)).ifPresent(entry -> found.put(key, entry)));
        }
        return Map.copyOf(found);
    }

    /**
     * Makes an entry of an answer.
     *
     * <p>While another client has the document locked (getAndLock) the server hides its CAS, and without a CAS there is no
     * version: all locked states would look like the same one. So the read waits for the lock to end, within its timeout.
     */
    private Optional<Entry> entry(String key, @Nullable GetResult first) {
        GetResult result = first;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (result != null && result.cas() == VersionCodec.LOCKED) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw failed(key, ErrorHints.LOCKED, null);
            }
            // An interrupted thread does not park; then this asks more often, and no longer than the timeout.
            LockSupport.parkNanos(LOCK_PAUSE.toNanos());
            Duration patience = Duration.ofNanos(Math.max(left, LOCK_PAUSE.toNanos()));
            result = answer(key, ask(key, patience), patience);
        }
        return result == null
                ? Optional.empty()
                : Optional.of(new Entry(result.contentAs(byte[].class), VersionCodec.encode(result.cas())));
    }

    private CompletableFuture<@Nullable GetResult> ask(String key, Duration patience) {
        try {
            return found(collection, key, patience);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Reads a document; null where it is absent. The client's own {@code getOrNull} came with its release 3.12, and frameworks manage
     * older ones.
     */
    static CompletableFuture<@Nullable GetResult> found(Collection collection, String key, Duration patience) {
        GetOptions options = GetOptions.getOptions()
                .transcoder(DocumentTranscoder.INSTANCE)
                .timeout(patience)
                .retryStrategy(Retries.READ);
        return collection.async().get(key, options).exceptionally(Reads::nullIfAbsent);
    }

    private static @Nullable GetResult nullIfAbsent(Throwable failure) {
        Throwable error = failure instanceof CompletionException ? failure.getCause() : failure;
        if (error instanceof DocumentNotFoundException) {
            return null;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private @Nullable GetResult answer(String key, CompletableFuture<@Nullable GetResult> asked, Duration patience) {
        try {
            return Await.answer(() -> asked, patience);
        } catch (Await.Failed e) {
            throw failed(key, ErrorTable.onRead(e.error()), e.error());
        }
    }

    private StoreException failed(String key, String why, @Nullable Throwable cause) {
        String message = "Couchbase get of " + key + " in " + Keyspace.of(collection) + " failed: " + why;
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }
}
