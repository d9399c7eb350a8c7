package dev.posse.step;

import dev.posse.document.Document;
import dev.posse.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step asks to be done. */
public sealed interface Operation {

    /**
     * A fresh read of several keys, in one round trip; no snapshot.
     *
     * @param keys what to read
     */
    record Read(List<String> keys) implements Operation {

        /**
         * Reads.
         *
         * @param keys what to read
         * @return the operation
         */
        public static Read of(String... keys) {
            return new Read(List.of(keys));
        }

        @Override
        public String toString() {
            return "get " + String.join(" ", keys);
        }
    }

    /**
     * A fresh read of several keys by an actor who believes to know how one of them stands. Where the store takes chains the
     * belief goes ahead of the writes that follow from it, and nothing is read; elsewhere, and where it does not hold, the keys
     * are read.
     *
     * @param keys what to read
     * @param guess the one of them that is believed to be known
     * @param version that it has, or empty if it is believed to be absent
     */
    record Expect(List<String> keys, String guess, Optional<Version> version) implements Operation {
        @Override
        public String toString() {
            return "get " + String.join(" ", keys);
        }
    }

    /**
     * Insert if absent.
     *
     * @param document what, under its key
     */
    record Add(Document document) implements Operation {
        @Override
        public String toString() {
            return "add " + document.key();
        }
    }

    /**
     * Compare and swap.
     *
     * @param document what, under its key
     * @param expected the version that the key must have
     */
    record Swap(Document document, Version expected) implements Operation {
        @Override
        public String toString() {
            return "swap " + document.key() + " @" + expected;
        }
    }

    /** Wait for the grace, so that a driver at work can finish (R2). */
    record Grace() implements Operation {
        @Override
        public String toString() {
            return "wait";
        }
    }

    /**
     * Tell everybody that the documents contradict each other.
     *
     * @param finding the contradiction
     * @param read all that was read, by key
     */
    record Alarm(String finding, Map<String, String> read) implements Operation {
        @Override
        public String toString() {
            return "alarm";
        }
    }
}
