package dev.posse.admin;

import static dev.posse.admin.StoreAnswers.end;
import static dev.posse.admin.StoreAnswers.failed;
import static dev.posse.admin.StoreAnswers.found;
import static dev.posse.admin.StoreAnswers.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.EntryArchiving.Before;
import dev.posse.admin.EntryArchiving.Result;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.UnknownFields;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A11: what is to leave a window is archived first")
class EntryArchivingTest {

    private static final ArchivedMovement LEAVING = archived(1);

    private final Step<Result> archive = step(begin(Optional.of(LEAVING)));

    private static ArchivedMovement archived(long number) {
        return new ArchivedMovement(
                "anna",
                new Movement(number, "m-1", Kind.DEPOSIT, 5, Instant.EPOCH, UnknownFields.NONE),
                Optional.empty());
    }

    private static Next<Result> begin(Optional<ArchivedMovement> leaving) {
        return EntryArchiving.ahead(leaving, Subject.NONE.withAccount("anna"), Before.B1, End::new);
    }

    private static String whyNotKnown(Next<Result> next) {
        return assertInstanceOf(Result.NotKnown.class, end(next)).why();
    }

    @Test
    @DisplayName("where nothing leaves, nothing is asked of the store")
    void nothingLeaves() {
        assertEquals(new Result.Stands(), end(begin(Optional.empty())));
    }

    @Test
    @DisplayName("it stands when the add happened, and when a look finds the same facts there, whoever added them")
    void stands() {
        assertEquals(new Operation.Add(LEAVING), archive.operation());
        assertEquals(new Result.Stands(), end(archive.on(StoreAnswers.HAPPENED)));
        for (Answer answer : new Answer[] {StoreAnswers.REFUSED, StoreAnswers.UNKNOWN}) {
            Step<Result> look = step(archive.on(answer));
            assertEquals(Operation.Read.of("movement/anna/m-1"), look.operation());
            assertEquals(new Result.Stands(), end(look.on(found(LEAVING))));
            assertEquals(
                    archive.operation(), step(look.on(StoreAnswers.NOTHING)).operation());
        }
    }

    @Test
    @DisplayName("other facts are a contradiction, and named to callers by their key alone")
    void contradicts() {
        Result other = end(step(archive.on(StoreAnswers.REFUSED)).on(found(archived(2))));

        assertInstanceOf(Result.Contradicts.class, other);
        assertEquals("movement/anna/m-1 states other facts than its account", other.problem());
    }

    @Test
    @DisplayName("a document that cannot be understood, or an add that fails for certain: nobody knows")
    void notKnown() {
        Answer corrupt = new Answer.Found(Map.of("movement/anna/m-1", new Entry(new byte[] {'{'}, new Version("1"))));

        String why = whyNotKnown(step(archive.on(StoreAnswers.REFUSED)).on(corrupt));
        assertTrue(why.contains("movement/anna/m-1"), why);
        assertEquals("movement/anna/m-1 cannot be added: the store is away", whyNotKnown(archive.on(failed())));
        assertEquals(
                "movement/anna/m-1 cannot be added: the store is away",
                end(archive.on(failed())).problem());
    }

    @Test
    @DisplayName("a look that fails is repeated, ten times in all")
    void looksAreBounded() {
        Step<Result> look = step(archive.on(StoreAnswers.UNKNOWN));
        for (int tries = 1; tries < 10; tries++) {
            look = step(look.on(failed()));
            assertEquals(Operation.Read.of("movement/anna/m-1"), look.operation());
        }

        assertEquals("the store does not answer: the store is away", whyNotKnown(look.on(failed())));
    }

    @Test
    @DisplayName("what is not there after a look is added again, ten times in all")
    void triesAreBounded() {
        Step<Result> add = archive;
        for (int tries = 1; tries < 10; tries++) {
            add = step(step(add.on(StoreAnswers.UNKNOWN)).on(StoreAnswers.NOTHING));
            assertEquals(archive.operation(), add.operation());
        }

        assertEquals(
                "movement/anna/m-1 could not be added in 10 tries",
                whyNotKnown(step(add.on(StoreAnswers.UNKNOWN)).on(StoreAnswers.NOTHING)));
    }

    @Test
    @DisplayName("the steps say for which write, and about which account")
    void names() {
        Step<Result> look = step(archive.on(StoreAnswers.REFUSED));

        assertEquals("B1.archive account=anna", archive.name() + " " + archive.subject());
        assertEquals("B1.archive.look account=anna", look.name() + " " + look.subject());
    }
}
