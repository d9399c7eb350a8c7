package dev.posse.purchase;

import static dev.posse.fixture.Mutation.instead;

import dev.posse.admin.EntryArchiving;
import dev.posse.document.Keys;
import dev.posse.fixture.Mutation;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Wrong variants of what keeps entries from being forgotten (law A11). */
public final class ArchiveMutations {

    private ArchiveMutations() {}

    private static final Answer ABSENT = new Answer.Found(Map.of());

    /** A11: what is not in the window has not happened. */
    public static Mutation absenceIsTakenForNo() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof PurchaseDriver.D1Archive look ? instead(look.on(ABSENT)) : next;
            }
        };
    }

    /** A11: an entry leaves the window and nobody has archived it. */
    public static Mutation nothingIsArchived() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof NestedStep<?, R> nested
                                && nested.inner().name().text().endsWith(".archive")
                                && nested.inner().operation() instanceof Operation.Add
                        ? archived(nested)
                        : next;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <R> Next<R> archived(NestedStep<?, R> nested) {
        return ((NestedStep<EntryArchiving.Result, R>) nested).then().with(new EntryArchiving.Result.Stands());
    }

    /** A11: a purchase is called off by a seal alone, as it was before there were notes. */
    public static Mutation cancelIsNotNoted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof PurchaseQuery.Seal seal
                                && seal.query().policy() == LockPolicy.CANCEL
                                && !(step instanceof PurchaseQuery.Seal)
                        ? instead(new OtherWrite(
                                seal,
                                new Operation.Swap(
                                        seal.account().document().sealed(),
                                        seal.account().version())))
                        : next;
            }
        };
    }

    /** A11: the archive is read in the same round trip as the account, in whatever order. */
    public static Step<?> archiveFirst(Step<?> begin, String account, String purchaseId) {
        return new ArchiveFirst(((PurchaseDriver.D0) begin), Keys.purchase(account, purchaseId));
    }

    /** D0 that reads the archive as well. */
    record ArchiveFirst(PurchaseDriver.D0 d0, String archive) implements Step<PurchaseEnd> {
        @Override
        public StepName name() {
            return d0.name();
        }

        @Override
        public Subject subject() {
            return d0.subject();
        }

        @Override
        public Operation operation() {
            List<String> keys = new ArrayList<>(((Operation.Read) d0.operation()).keys());
            keys.add(archive);
            return new Operation.Read(keys);
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            Next<PurchaseEnd> next = d0.on(answer);
            return next instanceof PurchaseDriver.D1Archive look ? look.on(answer) : next;
        }
    }
}
