package dev.posse.document;

/** What an {@link EntryWalk} meets: an entry, or that there is none where one should be. */
public sealed interface EntryItem {

    /**
     * Names the place.
     *
     * @return the number of the entry that is here or should be
     */
    long number();

    /**
     * An entry.
     *
     * @param entry as the account or its archive states it
     * @param archived whether it is an archive document
     */
    record Met(AccountEntry entry, boolean archived) implements EntryItem {
        @Override
        public long number() {
            return entry.number();
        }
    }

    /**
     * An entry that the numbers leave no place for: another one bears its number, or none should.
     *
     * @param met the entry
     */
    record Misnumbered(Met met) implements EntryItem {
        @Override
        public long number() {
            return met.number();
        }
    }

    /**
     * Numbers that no entry bears, though no chain is broken.
     *
     * @param from the lowest of them
     * @param number the highest of them
     */
    record NoEntry(long from, long number) implements EntryItem {}

    /**
     * An archive document that should be here and cannot be followed: what its chain leads to beyond it is not known.
     *
     * @param number the highest number that it can bear
     * @param key of the document
     * @param broken in which way
     * @param problem in words
     */
    record BrokenChain(long number, String key, Broken broken, String problem) implements EntryItem {}

    /** Why a chain cannot be followed. */
    enum Broken {
        /** Nothing stands under the key. */
        MISSING,
        /** The document is corrupt, of a newer format, or says that it is another one. */
        UNREADABLE,
        /** The store did not answer. */
        UNREAD,
        /** The document's number is not below the one that leads to it. */
        NUMBER
    }
}
