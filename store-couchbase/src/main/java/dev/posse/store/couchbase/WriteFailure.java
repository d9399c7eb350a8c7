package dev.posse.store.couchbase;

/**
 * What an error of the client says about a write.
 *
 * @param outcome what became of the write
 * @param why what the client found, and what to do, as the end of a sentence
 */
record WriteFailure(Outcome outcome, String why) {

    /** What became of a write that was not answered with success. */
    enum Outcome {
        /** The key exists, or has another CAS: an answer, not an error. */
        SOMEBODY_WAS_FIRST,
        /** The key is absent. */
        ABSENT,
        /** Nothing was changed and nothing will be. */
        NOT_DONE,
        /** Nobody knows. */
        UNKNOWN
    }
}
