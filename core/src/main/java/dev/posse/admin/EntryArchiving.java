package dev.posse.admin;

import dev.posse.document.ArchiveDocument;
import dev.posse.document.DocumentException;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import java.util.Optional;

/**
 * Puts the archive document of an entry in place, before the write that lets the entry leave its account's window (law A11).
 * Several may do so at once: all add the same facts, and whoever finds another's looks whether they are the same.
 */
public final class EntryArchiving {

    /** How it ended. */
    public sealed interface Result {

        /**
         * Says what is in the way.
         *
         * @return in words for callers: the key, and nothing of what stands there
         */
        default String problem() {
            return this instanceof NotKnown not
                    ? not.why()
                    : this instanceof Contradicts other
                            ? other.key() + " states other facts than its account"
                            : "nothing";
        }

        /** The document stands. */
        record Stands() implements Result {}

        /**
         * Another document stands under its key: the documents contradict each other.
         *
         * @param key under which it stands
         * @param found what stands there
         */
        record Contradicts(String key, String found) implements Result {}

        /**
         * Nobody knows whether it stands; nothing may leave the window.
         *
         * @param why nobody knows
         */
        record NotKnown(String why) implements Result {}
    }

    /**
     * What is to be archived, and for whom.
     *
     * @param document the archive document
     * @param subject about what
     * @param before the step that has to wait for it
     */
    record Request(ArchiveDocument document, Subject subject, Before before) {}

    /** The writes that let an entry leave its account's window. */
    public enum Before {
        /** The refusal "called off". */
        D3B(StepName.D3B_ARCHIVE, StepName.D3B_ARCHIVE_LOOK),
        /** The debit. */
        D5(StepName.D5_ARCHIVE, StepName.D5_ARCHIVE_LOOK),
        /** Calling off a purchase that was never begun. */
        L0(StepName.L0_SEAL_ARCHIVE, StepName.L0_SEAL_ARCHIVE_LOOK),
        /** Clearing a lock and calling off. */
        L2(StepName.L2_ARCHIVE, StepName.L2_ARCHIVE_LOOK),
        /** A deposit or withdrawal. */
        B1(StepName.B1_ARCHIVE, StepName.B1_ARCHIVE_LOOK);

        private final StepName archive;
        private final StepName look;

        Before(StepName archive, StepName look) {
            this.archive = archive;
            this.look = look;
        }
    }

    private EntryArchiving() {}

    /**
     * Archives what a write would push out of its account's window, and goes on.
     *
     * @param <R> what the actor finds out in the end
     * @param leaving what would be pushed out, if there is no room
     * @param subject about what
     * @param before the step that has to wait for it
     * @param then how to go on; at once where nothing has to leave
     * @return what follows
     */
    public static <R> Next<R> ahead(
            Optional<? extends ArchiveDocument> leaving,
            Subject subject,
            Before before,
            NestedStep.Continuation<Result, R> then) {
        return leaving.isEmpty()
                ? then.with(new Result.Stands())
                : NestedStep.of(new Archive(new Request(leaving.get(), subject, before), 1), then);
    }

    /** Adds the document. */
    record Archive(Request request, int tries) implements Step<Result> {
        @Override
        public StepName name() {
            return request.before().archive;
        }

        @Override
        public Subject subject() {
            return request.subject();
        }

        @Override
        public Operation operation() {
            return new Operation.Add(request.document());
        }

        @Override
        public Next<Result> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                // What failed for certain may fail for good, as where the store is full.
                return new End<>(new Result.NotKnown(request.document().key() + " cannot be added: "
                        + failed.cause().getMessage()));
            }
            return answer instanceof Answer.Happened ? new End<>(new Result.Stands()) : new ArchiveLook(request, tries);
        }
    }

    /** Looks what stands there. */
    record ArchiveLook(Request request, int tries) implements Step<Result> {
        @Override
        public StepName name() {
            return request.before().look;
        }

        @Override
        public Subject subject() {
            return request.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(request.document().key());
        }

        @Override
        public Next<Result> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                return tries < Bounds.TRIES
                        ? new ArchiveLook(request, tries + 1)
                        : new End<>(new Result.NotKnown(
                                "the store does not answer: " + failed.cause().getMessage()));
            }
            Entry found = answer.found().get(request.document().key());
            if (found != null) {
                return new End<>(judged(found));
            }
            return tries < Bounds.TRIES
                    ? new Archive(request, tries + 1)
                    : new End<>(new Result.NotKnown(
                            request.document().key() + " could not be added in " + Bounds.TRIES + " tries"));
        }

        private Result judged(Entry found) {
            try {
                return request.document().isStatedBy(found.value())
                        ? new Result.Stands()
                        : new Result.Contradicts(request.document().key(), found.toString());
            } catch (DocumentException e) {
                return new Result.NotKnown(String.valueOf(e.getMessage()));
            }
        }
    }
}
