package dev.posse.conformance.check;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import java.util.Arrays;
import java.util.Optional;

/** Another client on a whole connection, which writes over a write in doubt as soon as it sees it. */
final class CompetingWriter {

    private final CasKeyValueStore observer;
    private final String key;
    private final byte[] awaited;
    private final byte[] own;
    private volatile boolean callEnded;
    private volatile boolean saw;
    private volatile boolean wrote;

    CompetingWriter(CasKeyValueStore observer, String key, byte[] awaited, byte[] own) {
        this.observer = observer;
        this.key = key;
        this.awaited = awaited;
        this.own = own;
    }

    Thread start() {
        Thread thread = new Thread(this::watch, "posse-conformance-competing-writer");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void watch() {
        boolean last = false;
        while (!wrote && !last) {
            // Looks once more after the call has ended.
            last = callEnded;
            Optional<Entry> found = observer.get(key);
            saw |= found.isPresent() && Arrays.equals(found.get().value(), awaited);
            if (saw) {
                write();
            } else {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes over what is there, whether it is the awaited write or what was before. */
    void writeFirst() {
        Optional<Entry> found = observer.get(key);
        saw = found.isPresent() && Arrays.equals(found.get().value(), awaited);
        write();
    }

    private void write() {
        for (int attempt = 0; !wrote && attempt < CheckContext.TRIES; attempt++) {
            Optional<Entry> found = observer.get(key);
            wrote = found.isPresent()
                    ? observer.swap(key, own, found.get().version()) instanceof SwapResult.Swapped
                    : observer.add(key, own) instanceof AddResult.Added;
        }
    }

    void callEnded() {
        callEnded = true;
    }

    boolean sawIt() {
        return saw;
    }

    /** What it wrote, if it did. */
    Optional<byte[]> value() {
        return wrote ? Optional.of(own) : Optional.empty();
    }
}
