package dev.posse.step;

import dev.posse.observe.PosseEvent;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.Map;

/** What a step hears. The three kinds of answer of the protocol, and the definite failure. */
public sealed interface Answer {

    /**
     * A read was answered.
     *
     * @param entries what is present, by key
     */
    record Found(Map<String, Entry> entries) implements Answer {}

    /** What was believed to stand there stands there: the answer to {@link Operation.Expect} that needs no read. */
    record Held() implements Answer {}

    /**
     * Kind 1: the write happened.
     *
     * @param version of what was written
     */
    record Happened(Version version) implements Answer {}

    /** Kind 2: somebody was first, or the store refused for no reason. The write did not happen. */
    record Refused() implements Answer {}

    /**
     * Kind 3: nobody knows. The write may have happened, may happen later, or never; and with it, in order, those that would have
     * followed it if each had happened. Of an {@link Operation.Expect} nothing is known but that these may follow.
     */
    record Unknown() implements Answer {}

    /**
     * A definite failure: the operation changed nothing and never will.
     *
     * @param cause what the store said
     */
    record Failed(StoreException cause) implements Answer {}

    /** The wait is over, or the alarm was raised. */
    record Continued() implements Answer {}

    /**
     * Expects the answer to a read.
     *
     * @return what is present, by key
     * @throws StoreException if the read failed
     */
    default Map<String, Entry> found() {
        if (this instanceof Failed failed) {
            throw failed.cause();
        }
        if (this instanceof Found found) {
            return found.entries();
        }
        throw new IllegalStateException("A read cannot be answered with " + this);
    }

    /** {@return its kind, for the events} */
    default PosseEvent.Answer kind() {
        if (this instanceof Found || this instanceof Held) {
            return PosseEvent.Answer.FOUND;
        } else if (this instanceof Happened) {
            return PosseEvent.Answer.HAPPENED;
        } else if (this instanceof Refused) {
            return PosseEvent.Answer.REFUSED;
        } else if (this instanceof Unknown) {
            return PosseEvent.Answer.UNKNOWN;
        } else if (this instanceof Failed) {
            return PosseEvent.Answer.FAILED;
        }
        return PosseEvent.Answer.CONTINUED;
    }
}
