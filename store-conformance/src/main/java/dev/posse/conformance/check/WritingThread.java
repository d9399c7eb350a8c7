package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.check.ObservedWrite.Outcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A thread that adds new keys and swaps one of its own, and remembers what it was told. Read when it is over. */
final class WritingThread {

    /** What came before was looked for by other checks; what is judged is the last moment, and what came after it. */
    private static final int KEPT = 80;

    private static final int VERSIONS = 8;
    private static final int VERSIONS_KNOWN = 50_000;

    private final CheckContext context;
    private final CasKeyValueStore store;
    private final String ownKey;
    private final Deque<ObservedWrite> writes = new ArrayDeque<>();
    private final Set<Version> had = new HashSet<>();
    private final Deque<Version> lastVersions = new ArrayDeque<>();
    private Optional<Version> version = Optional.empty();
    private Optional<ObservedWrite> lastSwap = Optional.empty();
    /** What can stand under its own key: the last swap that happened, and those in doubt since. */
    private final List<ObservedWrite> mayStand = new ArrayList<>();

    private Optional<ObservedWrite> fellBack = Optional.empty();
    private Optional<Version> repeated = Optional.empty();
    private int count;
    private boolean trouble;

    WritingThread(CheckContext context, CasKeyValueStore store) {
        this.context = context;
        this.store = store;
        this.ownKey = context.key();
        note(context.added(context.patient(store), ownKey, bytes("0")));
    }

    void writeUntil(AtomicBoolean over) throws InterruptedException {
        while (!over.get()) {
            write();
            if (count % 7 == 0) {
                read();
            }
            if (trouble) {
                // What fails at once is asked again in a while, not in a busy loop.
                Thread.sleep(1);
            }
        }
    }

    private void note(Version given) {
        version = Optional.of(given);
        if (had.size() < VERSIONS_KNOWN) {
            had.add(given);
        }
        lastVersions.addLast(given);
        if (lastVersions.size() > VERSIONS) {
            lastVersions.removeFirst();
        }
    }

    /** Adds or swaps, in turn. */
    void write() {
        count++;
        if (count % 2 == 0 && version.isPresent()) {
            ObservedWrite swap = ObservedWrite.ofSwap(store, ownKey, bytes("swap " + count), version.get());
            if (swap.outcome() == Outcome.DONE || swap.outcome() == Outcome.UNKNOWN) {
                // Only the last one can be found: those before it are written over.
                lastSwap = Optional.of(swap);
                if (swap.outcome() == Outcome.DONE) {
                    mayStand.clear();
                }
                mayStand.add(swap);
            }
            version = Optional.empty();
            if (swap.version().isPresent() && had(swap.version().get())) {
                repeated = swap.version();
            }
            swap.version().ifPresent(this::note);
            keep(swap);
        } else {
            String key = context.key();
            keep(ObservedWrite.ofAdd(store, key, bytes("add " + count)));
        }
        if (version.isEmpty()) {
            read();
        }
    }

    private void keep(ObservedWrite write) {
        trouble |= write.outcome() == Outcome.FAILED || write.outcome() == Outcome.UNKNOWN;
        writes.addLast(write);
        if (writes.size() > KEPT) {
            writes.removeFirst();
        }
    }

    private void read() {
        try {
            Optional<Entry> found = store.get(ownKey);
            boolean stands = mayStand.isEmpty()
                    || mayStand.get(0).outcome() == Outcome.UNKNOWN
                    || mayStand.stream().anyMatch(write -> write.isFound(found));
            if (!stands && fellBack.isEmpty()) {
                fellBack = Optional.of(mayStand.get(0));
            }
            if (version.isEmpty()) {
                found.ifPresent(entry -> note(entry.version()));
            }
        } catch (StoreException e) {
            trouble = true;
        }
    }

    List<ObservedWrite> writes() {
        return List.copyOf(writes);
    }

    /** Whether a later write of this thread has replaced it: an earlier swap of its own key. */
    boolean wroteOver(ObservedWrite write) {
        return write.key().equals(ownKey) && lastSwap.isPresent() && lastSwap.get() != write;
    }

    /** A swap of its own key that happened, and that a later read did not find. */
    Optional<ObservedWrite> fellBack() {
        return fellBack;
    }

    /** A version that its own key was given a second time. */
    Optional<Version> repeated() {
        return repeated;
    }

    String ownKey() {
        return ownKey;
    }

    boolean had(Version one) {
        return had.contains(one) || lastVersions.contains(one);
    }

    List<Version> lastVersions() {
        return List.copyOf(lastVersions);
    }

    boolean metTrouble() {
        return trouble;
    }
}
