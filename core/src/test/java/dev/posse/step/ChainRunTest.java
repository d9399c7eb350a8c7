package dev.posse.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.document.Campaign;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseEvent.StepTaken;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Step runner on a store that takes chains")
class ChainRunTest {

    private static final Version V7 = new Version("7");
    private static final Version V8 = new Version("8");
    private static final Version V9 = new Version("9");

    private final ChainingStore store = new ChainingStore();
    private final List<PosseEvent> events = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    /** Believes to know the campaign, moves it twice, each time from where it was moved to, and ends with the answers. */
    private record Mover(Optional<Stored<Campaign>> campaign, List<Answer> heard) implements Step<List<Answer>> {

        static final Campaign AT_0 = Campaign.created("drop", 100, 5);
        static final Mover BEGIN = new Mover(Optional.empty(), List.of());

        @Override
        public StepName name() {
            return campaign.isEmpty() ? StepName.D0 : StepName.D6;
        }

        @Override
        public Subject subject() {
            return Subject.NONE;
        }

        @Override
        public Operation operation() {
            return campaign.<Operation>map(from -> new Operation.Swap(
                            from.document().settled(from.document().lastPurchasedSlot() + 1), from.version()))
                    .orElseGet(
                            () -> new Operation.Expect(List.of("account/u", AT_0.key()), AT_0.key(), Optional.of(V7)));
        }

        @Override
        public Next<List<Answer>> on(Answer answer) {
            List<Answer> all = Stream.concat(heard.stream(), Stream.of(answer)).toList();
            if (answer instanceof Answer.Held) {
                return new Mover(Optional.of(Stored.written(AT_0, V7)), all);
            } else if (answer instanceof Answer.Happened happened && heard.size() == 1) {
                Campaign moved = campaign.orElseThrow().document().settled(1);
                return new Mover(Optional.of(Stored.written(moved, happened.version())), all);
            }
            return new End<>(all);
        }
    }

    @Test
    @DisplayName("S22: what follows, as long as each happens, goes to the store as one chain")
    void oneChain() {
        store.next(new ChainResult(List.of(Optional.of(V7), Optional.of(V8), Optional.of(V9)), new Ending.Complete()));

        assertEquals(List.of(new Answer.Held(), new Answer.Happened(V8), new Answer.Happened(V9)), run(Mover.BEGIN));
        assertEquals(
                List.of("expect campaign/drop @7, swap campaign/drop @7 to 1, swap campaign/drop @link 1 to 2"),
                store.calls);
        assertEquals(
                List.of("D0 FOUND", "D6 HAPPENED", "D6 HAPPENED"),
                events.stream()
                        .map(event -> (StepTaken) event)
                        .map(taken -> taken.step() + " " + taken.answer())
                        .toList());
    }

    @Test
    @DisplayName("S22: a link that was refused is a refusal of its step, and those before it happened")
    void refused() {
        store.next(new ChainResult(List.of(Optional.of(V7), Optional.of(V8)), new Ending.Refused()));

        assertEquals(List.of(new Answer.Held(), new Answer.Happened(V8), new Answer.Refused()), run(Mover.BEGIN));
    }

    @Test
    @DisplayName("S22: a belief that does not hold is no refusal: all keys are read")
    void guessDoesNotHold() {
        Map<String, Entry> found = Map.of("account/u", new Entry(new byte[0], V9));
        store.next(new ChainResult(List.of(), new Ending.Refused())).next(found);

        assertEquals(List.of(new Answer.Found(found)), run(Mover.BEGIN));
        assertEquals("get account/u campaign/drop", store.calls.get(1));
    }

    @Test
    @DisplayName("S22: when an all-or-nothing database has taken everything back, the step is asked by itself")
    void noneMade() {
        Map<String, Entry> found = Map.of();
        store.next(new ChainResult(List.of(), new Ending.NoneMade())).next(found);

        assertEquals(List.of(new Answer.Found(found)), run(Mover.BEGIN));
    }

    @Test
    @DisplayName("S22: when nobody knows of a chain, nobody knows of its first step, and nothing is said of the others")
    void unknown() {
        store.next(new ChainResult(List.of(), new Ending.Unknown(new OutcomeUnknownException("no answer"))));

        assertEquals(List.of(new Answer.Unknown()), run(Mover.BEGIN));
    }

    @Test
    @DisplayName("S22: a chain that failed for certain in the middle is a failure of the step where it did")
    void failed() {
        StoreException full = new StoreException("out of memory");
        store.next(new ChainResult(List.of(Optional.of(V7)), new Ending.Failed(full)));

        assertEquals(List.of(new Answer.Held(), new Answer.Failed(full)), run(Mover.BEGIN));
    }

    @Test
    @DisplayName(
            "S17: a chain that a closed store refuses is a failure, and one that breaks off in an unknown way is doubt")
    void thrown() {
        store.next(new IllegalStateException("closed"));
        assertInstanceOf(Answer.Failed.class, run(Mover.BEGIN).get(0));

        store.next(new UnsupportedOperationException("what?"));
        assertEquals(List.of(new Answer.Unknown()), run(Mover.BEGIN));
    }

    @Test
    @DisplayName("S22: a chain is no longer than the store takes in one round trip")
    void noLonger() {
        store.longest = 2;
        store.next(new ChainResult(List.of(Optional.of(V7), Optional.of(V8)), new Ending.Complete()))
                .next(SwapResult.swapped(V9));

        assertEquals(List.of(new Answer.Held(), new Answer.Happened(V8), new Answer.Happened(V9)), run(Mover.BEGIN));
        assertEquals(
                List.of("expect campaign/drop @7, swap campaign/drop @7 to 1", "swap campaign/drop @8"), store.calls);
    }

    @Test
    @DisplayName("S22: where a chain is no cheaper, none is sent")
    void none() {
        store.longest = 1;
        Map<String, Entry> found = Map.of();
        store.next(found);

        assertEquals(List.of(new Answer.Found(found)), run(Mover.BEGIN));
        assertEquals(List.of("get account/u campaign/drop"), store.calls);
    }

    private List<Answer> run(Step<List<Answer>> first) {
        return new StepRunner("n1", store, events::add, pauses::add, () -> 0, Duration.ofMillis(100))
                .run(Actor.DRIVER, first);
    }

    /** Writes down the chains it is given. */
    private static final class ChainingStore extends ScriptedStore {
        private final List<String> calls = calls();
        private int longest = 128;

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            return (ChainResult) answer(
                    String.join(", ", links.stream().map(ChainingStore::text).toList()));
        }

        private static String text(ChainedWrite link) {
            if (link instanceof ChainedWrite.Swap swap) {
                return "swap " + link.key() + " @" + swap.expected() + " to " + last(link.key(), swap.value());
            } else if (link instanceof ChainedWrite.SwapOf swap) {
                return "swap " + link.key() + " @link " + swap.link() + " to " + last(link.key(), swap.value());
            }
            return "expect " + link.key() + " @" + ((ChainedWrite.Expect) link).expected();
        }

        private static long last(String key, byte[] value) {
            return Campaign.decode(key, value).lastPurchasedSlot();
        }

        @Override
        public int chainLength() {
            return longest;
        }
    }
}
