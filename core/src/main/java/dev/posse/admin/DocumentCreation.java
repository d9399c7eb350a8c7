package dev.posse.admin;

import dev.posse.document.Document;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.Doubt;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import java.util.Optional;

/**
 * Adds a document that is created once. Ends with what was there before, or empty if this actor, or one of its tries that
 * nobody knew about, has created it.
 */
public final class DocumentCreation {

    private DocumentCreation() {}

    /**
     * Begins.
     *
     * @param document to be added
     * @param subject about what
     * @return the first step
     */
    public static Step<Optional<Entry>> begin(Document document, Subject subject) {
        return new Create(document, subject, Doubt.NONE, 1);
    }

    /** Adds. */
    record Create(Document document, Subject subject, Doubt doubt, int tries) implements Step<Optional<Entry>> {
        @Override
        public StepName name() {
            return StepName.CREATE;
        }

        @Override
        public Operation operation() {
            return new Operation.Add(document);
        }

        @Override
        public Next<Optional<Entry>> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return new End<>(Optional.empty());
            }
            doubt.throwIfCertain(answer);
            return new CreateLook(document, subject, doubt.after(answer), tries);
        }
    }

    /** Looks what is there. */
    record CreateLook(Document document, Subject subject, Doubt doubt, int tries) implements Step<Optional<Entry>> {
        @Override
        public StepName name() {
            return StepName.CREATE_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(document.key());
        }

        @Override
        public Next<Optional<Entry>> on(Answer answer) {
            if (answer instanceof Answer.Found found && found.entries().containsKey(document.key())) {
                return new End<>(Optional.ofNullable(found.entries().get(document.key())));
            }
            doubt.throwIfCertain(answer);
            if (tries >= Bounds.TRIES) {
                throw new OutcomeUnknownException("Whether " + document.key() + " was created is not known after "
                        + Bounds.TRIES + " tries; ask again, it is created at most once");
            }
            return answer instanceof Answer.Failed
                    ? new CreateLook(document, subject, doubt, tries + 1)
                    : new Create(document, subject, doubt, tries + 1);
        }
    }
}
