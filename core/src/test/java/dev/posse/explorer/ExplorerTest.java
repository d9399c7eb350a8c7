package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.fixture.Mutation;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every build explores; {@link LongExplorerTest} explores more. */
@DisplayName("The protocol holds in every interleaving, crash and lost answer")
@Tag("exhaustive")
class ExplorerTest {

    @Test
    @DisplayName("of two actors from every start, with up to two answers lost, late or spurious")
    void pairs() throws IOException {
        ExploredSet.PAIRS.holds();
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of one, with one fault")
    void windowOfOne() throws IOException {
        ExploredSet.WINDOW_OF_ONE.holds();
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of two, with one fault")
    void windowOfTwo() throws IOException {
        ExploredSet.WINDOW_OF_TWO.holds();
    }

    @Test
    @DisplayName("A11: of calls that have not read anything yet when their purchase is called off, with one fault")
    void unread() throws IOException {
        ExploredSet.UNREAD.holds();
    }

    @Test
    @DisplayName("of two actors whose reads and writes fail for certain")
    void failures() throws IOException {
        ExploredSet.FAILURES.holds();
    }

    @Test
    @DisplayName("A12: of buyers before and after an older copy of the database is restored")
    void restoredCopies() throws IOException {
        ExploredSet.RESTORED_COPIES.holds();
    }

    @Test
    @DisplayName("of a driver alone: it buys, wherever it can")
    void alone() throws IOException {
        ExploredSet.ALONE.holds();
    }

    @Test
    @DisplayName("of two actors at the end of the capacity, with one fault")
    void capacityEnds() throws IOException {
        ExploredSet.CAPACITY_ENDS.holds();
    }

    @Test
    @DisplayName("of two actors where an account is locked for another campaign, with one fault")
    void twoCampaigns() throws IOException {
        ExploredSet.TWO_CAMPAIGNS.holds();
    }

    @Test
    @DisplayName("of accounts and campaigns that are opened, closed, stopped and opened again, with one fault")
    void administration() throws IOException {
        ExploredSet.ADMINISTRATION.holds();
    }

    @Test
    @DisplayName("of the same, whose reads and writes fail for certain")
    void administrationFails() throws IOException {
        ExploredSet.ADMINISTRATION_FAILS.holds();
    }

    @Test
    @DisplayName("of one purchase asked for three times at once")
    void twoRetries() throws IOException {
        ExploredSet.TWO_RETRIES.holds();
    }

    @Test
    @DisplayName("A14: of buyers of several slots: in no order of settling does the campaign stay behind")
    void keepingUp() throws IOException {
        ExploredSet.KEEPING_UP.holds();
    }

    @Test
    @DisplayName("of drivers that begin with what their node has seen")
    void warmViews() throws IOException {
        ExploredSet.WARM_VIEWS.holds();
    }

    @Test
    @DisplayName("of buyers who begin while the sale before theirs is being settled, with one fault")
    void inTurn() throws IOException {
        ExploredSet.IN_TURN.holds();
    }

    @Test
    @DisplayName("of buyers who begin while the sale before theirs is being settled, and a patrol")
    void inTurns() throws IOException {
        ExploredSet.IN_TURNS.holds();
    }

    @Test
    @DisplayName("of buyers who hear of their sale after D3, while somebody settles it or dies, with one fault")
    void answeredAfterClaim() throws IOException {
        ExploredSet.ANSWERED_AFTER_CLAIM.holds();
    }

    @Test
    @DisplayName("of buyers who look at the slot before they lock, with one fault")
    void looking() throws IOException {
        ExploredSet.LOOKING.holds();
    }

    @Test
    @DisplayName("of buyers who lock for a slot whose turn has not come, with one fault")
    void ahead() throws IOException {
        ExploredSet.AHEAD.holds();
    }

    @Test
    @DisplayName("of buyers of whom one locks while another one claims the slot below, and a third actor")
    void aheadOfEachOther() throws IOException {
        ExploredSet.AHEAD_OF_EACH_OTHER.holds();
    }

    @Test
    @DisplayName("of two buyers whose campaign is moved for both at once, and a third actor, with one fault")
    void movedTogether() throws IOException {
        ExploredSet.MOVED_TOGETHER.holds();
    }

    @Test
    @DisplayName("of two buyers who are served together, with up to two faults")
    void combinedAlone() throws IOException {
        ExploredSet.COMBINED_ALONE.holds();
    }

    @Test
    @DisplayName("of two buyers who are served together, and a third who comes between")
    void combined() throws IOException {
        ExploredSet.COMBINED.holds();
    }

    @Test
    @DisplayName("A10: of two buyers who have been read for together, when somebody asks what became of one")
    void combinedAfterReading() throws IOException {
        ExploredSet.COMBINED_AFTER_READING.holds();
    }

    @Test
    @DisplayName("of documents that contradict each other: the alarm is raised, the campaign stopped, nothing repaired")
    void contradictions() throws IOException {
        ExploredSet.CONTRADICTIONS.holds();
    }

    @Test
    @DisplayName("A violation's own test walks the same history to the same end")
    void replays() {
        Law law = Laws.all().get(0);
        Violation violation =
                Explorer.explore(law.scenario(), law.mutation()).violation().orElseThrow();
        String[] moves = violation.moves().stream().map(Move::code).toArray(String[]::new);

        assertEquals(Optional.of(violation.what()), Replay.of(law.scenario(), law.mutation(), moves));
        assertEquals(Optional.empty(), Replay.of(law.scenario(), Mutation.NONE, "0 reads account/u"));
    }
}
