package dev.posse.admin;

import static dev.posse.admin.StoreAnswers.end;
import static dev.posse.admin.StoreAnswers.failed;
import static dev.posse.admin.StoreAnswers.found;
import static dev.posse.admin.StoreAnswers.step;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Creation of a document")
class DocumentCreationTest {

    private static final Campaign CAMPAIGN = Campaign.created("drop", 100, 5);

    private final Step<Optional<Entry>> create = DocumentCreation.begin(CAMPAIGN, Subject.NONE.withCampaign("drop"));

    static Answer[] uncertain() {
        return new Answer[] {StoreAnswers.REFUSED, StoreAnswers.UNKNOWN};
    }

    @Test
    @DisplayName("is one add, and ends empty when it happened")
    void happened() {
        assertEquals(new Operation.Add(CAMPAIGN), create.operation());
        assertEquals(Optional.empty(), end(create.on(StoreAnswers.HAPPENED)));
    }

    @ParameterizedTest
    @MethodSource("uncertain")
    @DisplayName("after any other answer it looks what is there, and ends with that")
    void looks(Answer answer) {
        Campaign other = Campaign.created("drop", 999, 1);
        Step<Optional<Entry>> look = step(create.on(answer));

        assertEquals(Operation.Read.of("campaign/drop"), look.operation());
        assertArrayEquals(
                other.encode(), end(look.on(found(other))).orElseThrow().value());
    }

    @ParameterizedTest
    @MethodSource("uncertain")
    @DisplayName("and adds again if nothing is there")
    void addsAgain(Answer answer) {
        Step<Optional<Entry>> again = step(step(create.on(answer)).on(StoreAnswers.NOTHING));

        assertEquals(create.operation(), again.operation());
    }

    @Test
    @DisplayName(
            "an add that fails for certain is thrown with the store's reason; after one of which nobody knows it is doubt")
    void addFails() {
        assertThrows(StoreException.class, () -> create.on(failed()));

        Step<Optional<Entry>> second =
                step(step(create.on(StoreAnswers.UNKNOWN)).on(StoreAnswers.NOTHING));
        assertEquals(
                Operation.Read.of("campaign/drop"), step(second.on(failed())).operation());
    }

    @Test
    @DisplayName("a look that fails is repeated")
    void lookFails() {
        Step<Optional<Entry>> look = step(create.on(StoreAnswers.UNKNOWN));

        assertEquals(look.operation(), step(look.on(failed())).operation());
    }

    @Test
    @DisplayName("a look that fails after a refusal is thrown: nothing of this call is in doubt")
    void lookFailsAfterRefusal() {
        Step<Optional<Entry>> look = step(create.on(StoreAnswers.REFUSED));

        assertThrows(StoreException.class, () -> look.on(failed()));
    }

    @Test
    @DisplayName("after ten looks that failed nobody knows")
    void looksAreBounded() {
        Step<Optional<Entry>> look = step(create.on(StoreAnswers.UNKNOWN));
        for (int tries = 1; tries < 10; tries++) {
            look = step(look.on(failed()));
        }
        Step<Optional<Entry>> last = look;

        assertThrows(OutcomeUnknownException.class, () -> last.on(failed()));
    }

    @Test
    @DisplayName("after ten tries nobody knows, and the error says that asking again is safe")
    void bounded() {
        Step<Optional<Entry>> step = create;
        for (int tries = 1; tries < 10; tries++) {
            step = step(step(step.on(StoreAnswers.UNKNOWN)).on(StoreAnswers.NOTHING));
        }
        Step<Optional<Entry>> last = step(step.on(StoreAnswers.UNKNOWN));

        String message = String.valueOf(assertThrows(OutcomeUnknownException.class, () -> last.on(StoreAnswers.NOTHING))
                .getMessage());
        assertTrue(message.contains("campaign/drop") && message.contains("ask again"), message);
    }

    @Test
    @DisplayName("the steps say what they are about")
    void subject() {
        assertEquals("create campaign=drop", create.name() + " " + create.subject());
        Step<Optional<Entry>> look = step(create.on(StoreAnswers.REFUSED));
        assertEquals("create.look campaign=drop", look.name() + " " + look.subject());
    }
}
