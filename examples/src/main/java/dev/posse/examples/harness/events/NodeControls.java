package dev.posse.examples.harness.events;

/** What a person may do to the nodes of a run. */
public interface NodeControls {

    /** What is done to one node. */
    enum Action {
        /** It is killed in the middle of a sale, or a moment later if it has none, and replaced by a new one. */
        KILL,
        /** It stands still for longer than any timeout, and goes on as if no time had passed. */
        STOP,
        /** Its connections to the database are cut, and refused for a while. */
        CUT
    }

    /**
     * What came of it.
     *
     * @param isDone whether it is being done
     * @param sentence for a person: what is done, or why it is not
     */
    record Result(boolean isDone, String sentence) {

        /**
         * Says that it is being done.
         *
         * @param sentence what
         * @return that result
         */
        public static Result done(String sentence) {
            return new Result(true, sentence);
        }

        /**
         * Says that it cannot be done.
         *
         * @param sentence why
         * @return that result
         */
        public static Result refused(String sentence) {
            return new Result(false, sentence);
        }
    }

    /**
     * Does something to a node, without waiting for it.
     *
     * @param action what
     * @param place of the node, from 0
     * @return what came of it
     */
    Result act(Action action, int place);
}
