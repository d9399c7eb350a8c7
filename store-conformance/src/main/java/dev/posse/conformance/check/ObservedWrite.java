package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store said about one write that nobody contended, to be compared with what is found. */
final class ObservedWrite {

    /** What it said. */
    enum Outcome {
        /** It happened. */
        DONE("done"),
        /** Exists, conflict or missing. */
        REFUSED("refused"),
        /** Nobody knows. */
        UNKNOWN("unknown"),
        /** A definite failure. */
        FAILED("failed"),
        /** Something that the contract does not know. */
        OTHER("other");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final String key;
    private final boolean add;
    private final String value;
    private final Outcome outcome;
    private final Object said;
    private final long nanos;

    private ObservedWrite(String key, boolean add, byte[] value, Outcome outcome, Object said, long nanos) {
        this.key = key;
        this.add = add;
        this.value = ValueText.of(value);
        this.outcome = outcome;
        this.said = said;
        this.nanos = nanos;
    }

    private interface Write {
        Object run();
    }

    static ObservedWrite ofAdd(CasKeyValueStore store, String key, byte[] value) {
        return of(key, true, value, () -> store.add(key, value));
    }

    static ObservedWrite ofSwap(CasKeyValueStore store, String key, byte[] value, Version expected) {
        return of(key, false, value, () -> store.swap(key, value, expected));
    }

    private static ObservedWrite of(String key, boolean add, byte[] value, Write write) {
        byte[] original = value.clone();
        long started = System.nanoTime();
        Object said;
        Outcome outcome;
        try {
            said = write.run();
            outcome = said instanceof AddResult.Added || said instanceof SwapResult.Swapped
                    ? Outcome.DONE
                    : Outcome.REFUSED;
        } catch (OutcomeUnknownException e) {
            said = e;
            outcome = Outcome.UNKNOWN;
        } catch (StoreException e) {
            said = e;
            outcome = Outcome.FAILED;
        } catch (WrongExceptionKind e) {
            said = e.thrown();
            outcome = Outcome.OTHER;
        } catch (RuntimeException e) {
            said = e;
            outcome = Outcome.OTHER;
        }
        // Whatever is sent later must not see this (S13).
        Arrays.fill(value, (byte) '#');
        return new ObservedWrite(key, add, original, outcome, said, System.nanoTime() - started);
    }

    String key() {
        return key;
    }

    boolean isAdd() {
        return add;
    }

    Outcome outcome() {
        return outcome;
    }

    long nanos() {
        return nanos;
    }

    /** The version that it answered. */
    Optional<Version> version() {
        return said instanceof AddResult.Added added
                ? Optional.of(added.version())
                : said instanceof SwapResult.Swapped swapped ? Optional.of(swapped.version()) : Optional.empty();
    }

    /** Whether it said that the store is closed. */
    boolean saysClosed() {
        return said instanceof IllegalStateException;
    }

    String words() {
        return saysClosed() ? "closed" : outcome.words();
    }

    String sentence() {
        return (add ? "add of " : "swap of ") + key + " to " + value + " ended with " + said;
    }

    private @Nullable Throwable thrown() {
        return said instanceof Throwable cause ? cause : null;
    }

    ClauseBroken broken(Clause clause, String why) {
        Throwable cause = thrown();
        String message = sentence() + ", " + why;
        return cause == null ? new ClauseBroken(clause, message) : new ClauseBroken(clause, message, cause);
    }

    /**
     * Requires one of the ends that the contract knows.
     *
     * @param otherwise what is broken: S7 if the write may have been sent, S8 if not
     */
    void requireAnswerOfItsKind(Clause otherwise) {
        if (outcome == Outcome.OTHER) {
            throw broken(otherwise, "which is neither an answer, nor doubt, nor a definite failure");
        }
    }

    /** Requires that what was said while the store was being closed fits what is found: closed is not done. */
    void requireTruthAtClose(Optional<Entry> found) {
        if (saysClosed()) {
            if (isFound(found)) {
                throw broken(Clause.S17, "and yet took effect: it was in flight when the store was closed");
            }
            return;
        }
        requireAnswerOfItsKind(Clause.S7);
        requireTruth(found);
    }

    boolean isFound(Optional<Entry> found) {
        return found.isPresent() && ValueText.of(found.get().value()).equals(value);
    }

    /** Requires that what was said fits what is found; nobody else wrote the key. */
    void requireTruth(Optional<Entry> found) {
        requireTruth(isFound(found), found);
    }

    /** The same, where somebody else may have written over it since. */
    void requireTruth(boolean there, Optional<Entry> found) {
        String shown = found.map(Entry::toString).orElse("absent");
        if (outcome == Outcome.DONE && !there) {
            throw broken(Clause.S7, "and is not there: " + shown);
        }
        if (outcome == Outcome.FAILED && there) {
            throw broken(Clause.S8, "and yet took effect");
        }
        if (outcome == Outcome.REFUSED && there) {
            throw broken(Clause.S9, "and yet took effect: its own write is reported as somebody else's");
        }
        if (outcome == Outcome.REFUSED && add) {
            throw broken(Clause.S7, "though the key is absent: " + shown);
        }
    }
}
