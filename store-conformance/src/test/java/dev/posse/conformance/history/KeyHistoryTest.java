package dev.posse.conformance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.history.RecordedOperation.Kind;
import dev.posse.conformance.report.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the check of a history must let pass and what not. */
@DisplayName("The check of histories")
class KeyHistoryTest {

    private final List<RecordedOperation> history = new ArrayList<>();

    private KeyHistoryTest at(long from, long to, Kind kind, String value, String expected, String version) {
        history.add(new RecordedOperation("T" + from, kind, value, expected, version, from, to));
        return this;
    }

    private KeyHistoryTest added(long from, long to, String value, String version) {
        return at(from, to, Kind.ADDED, value, "", version);
    }

    private KeyHistoryTest swapped(long from, long to, String value, String expected, String version) {
        return at(from, to, Kind.SWAPPED, value, expected, version);
    }

    private KeyHistoryTest found(long from, long to, String value, String version) {
        return at(from, to, Kind.FOUND, value, "", version);
    }

    private KeyHistoryTest absent(long from, long to) {
        return at(from, to, Kind.ABSENT, "", "", "");
    }

    private KeyHistoryTest unknownAdd(long from, String value) {
        return at(from, RecordedOperation.NEVER, Kind.ADD_UNKNOWN, value, "", "");
    }

    private KeyHistoryTest unknownSwap(long from, String value, String expected) {
        return at(from, RecordedOperation.NEVER, Kind.SWAP_UNKNOWN, value, expected, "");
    }

    private Optional<KeyHistory.Violation> violation() {
        return new KeyHistory(history).violation();
    }

    private void passes() {
        assertEquals(Optional.empty(), violation());
    }

    private void breaks(Clause clause) {
        assertEquals(Optional.of(clause), violation().map(KeyHistory.Violation::clause));
    }

    @Test
    @DisplayName("lets pass: reads that overlap a write and see either side of it")
    void overlapping() {
        added(1, 2, "a", "v1")
                .swapped(3, 9, "b", "v1", "v2")
                .found(4, 5, "a", "v1")
                .found(6, 7, "b", "v2");
        passes();
    }

    @Test
    @DisplayName("S4: a read that goes back to the old value after another one saw the new")
    void newThenOld() {
        added(1, 2, "a", "v1")
                .swapped(3, 9, "b", "v1", "v2")
                .found(4, 5, "b", "v2")
                .found(6, 7, "a", "v1");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S4: a read that misses an acknowledged write")
    void stale() {
        added(1, 2, "a", "v1").absent(3, 4);
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("lets pass: a write in doubt that lands late, early or never")
    void doubtLandsAnyTime() {
        unknownAdd(1, "a").absent(2, 3).absent(4, 5).found(6, 7, "a", "v1").unknownSwap(8, "b", "v1");
        found(9, 10, "a", "v1")
                .found(11, 12, "b", "v2")
                .unknownSwap(13, "c", "v2")
                .found(14, 15, "b", "v2");
        passes();
    }

    @Test
    @DisplayName("S4: a write in doubt that was seen and is gone")
    void doubtIsNotTakenBack() {
        unknownAdd(1, "a").found(2, 3, "a", "v1").absent(4, 5);
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S10: a write in doubt that lands twice")
    void doubtLandsTwice() {
        added(1, 2, "a", "v1").unknownSwap(3, "b", "v1").found(4, 5, "b", "v2");
        swapped(6, 7, "c", "v2", "v3").found(8, 9, "b", "v4");
        breaks(Clause.S10);
    }

    @Test
    @DisplayName("S4: a write in doubt that lands on a version that was spent")
    void doubtLandsOnSpentVersion() {
        added(1, 2, "a", "v1")
                .unknownSwap(3, "b", "v1")
                .swapped(4, 5, "c", "v1", "v2")
                .found(6, 7, "b", "v3");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S2: two adds that were answered with added")
    void twoAdds() {
        added(1, 3, "a", "v1").added(2, 4, "b", "v2");
        breaks(Clause.S2);
    }

    @Test
    @DisplayName("S4: two swaps from one version")
    void twoWinners() {
        added(1, 2, "a", "v1").swapped(3, 5, "b", "v1", "v2").swapped(4, 6, "c", "v1", "v3");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S5: two writes with one version")
    void oneVersionTwice() {
        added(1, 2, "a", "v1").swapped(3, 4, "b", "v1", "v2").swapped(5, 6, "c", "v2", "v1");
        breaks(Clause.S5);
    }

    @Test
    @DisplayName("S8: a definite failure that took effect, S3: a conflict that did, S2: an exists that did")
    void refusedAndThere() {
        at(1, 2, Kind.ADD_FAILED, "a", "", "").found(3, 4, "a", "v1");
        breaks(Clause.S8);
        history.clear();
        added(1, 2, "a", "v1").at(3, 4, Kind.CONFLICT, "b", "v1", "").found(5, 6, "b", "v2");
        breaks(Clause.S3);
        history.clear();
        added(1, 2, "a", "v1").at(3, 4, Kind.EXISTS, "b", "", "").found(5, 6, "b", "v2");
        breaks(Clause.S2);
    }

    @Test
    @DisplayName("S4: a value that nobody wrote, whatever else is wrong")
    void tornValueFirst() {
        added(1, 2, "a", "v1").at(3, 4, Kind.CONFLICT, "b", "v1", "");
        found(5, 6, "b", "v2").found(7, 8, "torn", "v3");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S6: lets pass a conflict for no reason, and a version that moves while the value stays")
    void spurious() {
        added(1, 2, "a", "v1").at(3, 4, Kind.CONFLICT, "b", "v1", "").found(5, 6, "a", "v7");
        swapped(7, 8, "c", "v7", "v8");
        passes();
    }

    @Test
    @DisplayName("S4: a version that moves and comes back")
    void versionComesBack() {
        added(1, 2, "a", "v1").found(3, 4, "a", "v7").found(5, 6, "a", "v1");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("S4: missing and exists that do not fit")
    void wrongRefusals() {
        added(1, 2, "a", "v1").at(3, 4, Kind.MISSING, "b", "v1", "");
        breaks(Clause.S4);
        history.clear();
        at(1, 2, Kind.EXISTS, "b", "", "").added(3, 4, "a", "v1");
        breaks(Clause.S4);
    }

    @Test
    @DisplayName("draws the few operations that show it, out of many that do not")
    void picture() {
        added(1, 2, "a", "v1");
        for (int at = 0; at < 60; at++) {
            found(10 + 2 * at, 11 + 2 * at, "a", "v1");
        }
        swapped(200, 201, "b", "v1", "v2").found(202, 203, "a", "v1").found(204, 205, "b", "v2");
        KeyHistory.Violation violation = violation().orElseThrow();
        String drawn = HistoryDiagram.of(violation.operations());
        assertEquals(
                List.of(
                        "  T1    |--|                add \"a\" → added @v1",
                        "  T200        |--|          swap @v1 to \"b\" → swapped @v2",
                        "  T202              |--|    get → \"a\" @v1"),
                drawn.lines().toList());
    }

    @Test
    @DisplayName("draws a getAll as what it is")
    void severalKeys() {
        RecordedOperation part = new RecordedOperation("A1", Kind.FOUND, "a", "", "v1", 1, 2).ofSeveralKeys();
        RecordedOperation other = new RecordedOperation("A1", Kind.ABSENT, "", "", "", 3, 4).ofSeveralKeys();
        assertEquals(
                List.of("  A1  |--|          getAll → \"a\" @v1", "  A1        |--|    getAll → absent"),
                HistoryDiagram.of(List.of(part, other)).lines().toList());
    }

    @Test
    @DisplayName("is done with long histories full of doubt")
    void manyInDoubt() {
        added(1, 2, "a", "v0");
        for (int at = 0; at < 100; at++) {
            unknownSwap(10 + 4L * at, "d" + at, "v" + at);
            swapped(11 + 4L * at, 12 + 4L * at, "s" + at, "v" + at, "v" + (at + 1));
        }
        found(1000, 1001, "s99", "v100");
        passes();
        found(1002, 1003, "s98", "v99");
        assertTrue(violation().orElseThrow().operations().size() < 6);
    }
}
