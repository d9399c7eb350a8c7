package dev.posse.explorer;

import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.fixture.Mutation;
import dev.posse.purchase.CombinedPurchases;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One value of an actor: where it stands, what it asks, and what each answer leads to (computed once). */
final class ActorValue {

    /**
     * What an actor remembers between two operations. A read of several keys is no snapshot: it is taken key by key, in any
     * order, and what was read so far is remembered here.
     *
     * @param next where it stands
     * @param read what was read so far of the read under way: key to cell
     * @param thrown what ended it, if it threw
     */
    record Memory(Next<?> next, Map<Integer, Integer> read, String thrown) {}

    enum Kind {
        READ,
        WRITE,
        ALARM,
        THREW,
        ENDED
    }

    private static final long REFUSED = -1;
    private static final long UNKNOWN = -2;
    private static final long HAPPENED = -3;
    private static final long FAILED = -4;
    private static final long ALARMED = -5;
    private static final long HELD = -6;

    final int id;
    final Memory memory;
    final Kind kind;

    /** Keys that the read under way still has to read. */
    final int[] toRead;

    /** The write, with what it would leave behind; of a read with a guess, the guess. */
    final Flights.Flight write;

    /** The number of the flight of the chain that begins here, plus one; 0 if there is none, negative if nobody has asked. */
    private int chain = -1;

    /** Where the report of an actor that has ended was found to be true. */
    final KnownGood trueIn = new KnownGood();

    private final Universe universe;
    private final Mutation mutation;
    private final LongIntMap followers = new LongIntMap(4);

    ActorValue(int id, Memory memory, Universe universe, Mutation mutation) {
        this.id = id;
        this.memory = memory;
        this.universe = universe;
        this.mutation = mutation;
        if (memory.next() instanceof Step<?> step) {
            Objects.requireNonNull(step.subject(), () -> StepNames.of(step) + " says what it is about");
        }
        Optional<Operation> operation = memory.thrown().isEmpty() && memory.next() instanceof Step<?> step
                ? Optional.of(step.operation())
                : Optional.empty();
        this.toRead = operation.map(this::keysToRead).orElse(new int[0]);
        this.write = operation.flatMap(this::flight).orElse(new Flights.Flight(-1, 0, 0, 0));
        this.kind = operation.map(ActorValue::kindOf).orElse(memory.thrown().isEmpty() ? Kind.ENDED : Kind.THREW);
    }

    private static Kind kindOf(Operation operation) {
        if (operation instanceof Operation.Read || operation instanceof Operation.Expect) {
            return Kind.READ;
        }
        return operation instanceof Operation.Alarm ? Kind.ALARM : Kind.WRITE;
    }

    private int[] keysToRead(Operation operation) {
        // Of the directory only two pages are ever written here: of the others there is nothing to be read.
        List<String> keys = List.of();
        if (operation instanceof Operation.Read read) {
            keys = read.keys();
        } else if (operation instanceof Operation.Expect expect) {
            keys = expect.keys();
        }
        return keys.stream()
                .filter(key -> !key.startsWith("posse/directory/") || key.endsWith("/1") || key.endsWith("/2"))
                .mapToInt(universe::key)
                .filter(key -> !memory.read().containsKey(key))
                .toArray();
    }

    private Optional<Flights.Flight> flight(Operation operation) {
        if (operation instanceof Operation.Add add) {
            return Optional.of(flight(add.document(), 0));
        }
        if (operation instanceof Operation.Expect expect) {
            return Optional.of(new Flights.Flight(
                    universe.key(expect.guess()),
                    Flights.NOTHING,
                    expect.version().map(Cell::number).orElse(0),
                    0));
        }
        return operation instanceof Operation.Swap swap
                ? Optional.of(flight(swap.document(), Cell.number(swap.expected())))
                : Optional.empty();
    }

    private Flights.Flight flight(Document document, int expectedNumber) {
        int after = universe.cell(document.key(), document.encode(), expectedNumber + 1);
        return new Flights.Flight(universe.key(document.key()), after, expectedNumber, 0);
    }

    String name() {
        return memory.next() instanceof Step<?> step ? StepNames.of(step) : "end";
    }

    String operation() {
        return memory.next() instanceof Step<?> step ? step.operation().toString() : "";
    }

    /** What the actor found out, once it has ended without throwing. */
    Optional<Object> result() {
        return memory.thrown().isEmpty() && memory.next() instanceof End<?> end
                ? Optional.of(end.result())
                : Optional.empty();
    }

    ActorValue afterReading(int key, int cell) {
        return follower((long) key << 32 | cell, () -> {
            Map<Integer, Integer> read = new TreeMap<>(memory.read());
            read.put(key, cell);
            return toRead.length > 1
                    ? universe.value(new Memory(memory.next(), read, ""))
                    : follow(new Answer.Found(entries(read)));
        });
    }

    private ActorValue follower(long answer, Supplier<ActorValue> first) {
        int known = followers.get(answer);
        if (known == LongIntMap.NONE) {
            known = first.get().id;
            followers.put(answer, known);
        }
        return universe.value(known);
    }

    private Map<String, Entry> entries(Map<Integer, Integer> read) {
        Map<String, Entry> entries = new HashMap<>();
        read.forEach((key, cell) -> {
            if (cell != 0) {
                entries.put(universe.keyName(key), universe.cell(cell).entry());
            }
        });
        return entries;
    }

    /**
     * What a write's answer leads to.
     *
     * @param event that happens
     * @param lands whether the write takes effect if it is applied now
     * @return where the actor stands then
     */
    ActorValue after(Event event, boolean lands) {
        return switch (event) {
            case TRUE -> lands ? afterHappened() : afterRefused();
            case SPURIOUS -> afterRefused();
            case HELD -> afterHeld();
            case ALARMED -> follower(ALARMED, () -> follow(new Answer.Continued()));
            case FAILED, READ_FAILED ->
                follower(FAILED, () -> follow(new Answer.Failed(new StoreException("out of memory"))));
            default -> follower(UNKNOWN, () -> follow(new Answer.Unknown()));
        };
    }

    /**
     * The chain that is sent from here: what is asked here, and all that follows as long as each happens, up to the next read.
     *
     * @return the number of its flight plus one; 0 if no write is among it
     */
    int chain() {
        if (chain < 0) {
            if (kind == Kind.WRITE) {
                chain = flight(afterHappened().chain());
            } else if (isGuess()) {
                int rest = afterHeld().chain();
                chain = rest == 0 ? 0 : flight(rest);
            } else {
                chain = 0;
            }
        }
        return chain;
    }

    private int flight(int next) {
        return universe.flights.number(new Flights.Flight(write.key(), write.after(), write.expectedNumber(), next))
                + 1;
    }

    /** Whether a read is asked whose answer is believed to be known, and nothing of it was read yet. */
    boolean isGuess() {
        return kind == Kind.READ
                && memory.read().isEmpty()
                && memory.next() instanceof Step<?> step
                && step.operation() instanceof Operation.Expect;
    }

    private ActorValue afterHeld() {
        return follower(HELD, () -> follow(new Answer.Held()));
    }

    private ActorValue afterHappened() {
        return follower(HAPPENED, () -> follow(Universe.happened(write.expectedNumber() + 1)));
    }

    private ActorValue afterRefused() {
        return follower(REFUSED, () -> follow(new Answer.Refused()));
    }

    private ActorValue follow(Answer answer) {
        Next<?> next;
        try {
            next = advance((Step<?>) memory.next(), answer);
            wrote((Step<?>) memory.next(), answer, next);
            // Waits affect when, never what (law A8): they are over at once.
            while (next instanceof Step<?> step && step.operation() instanceof Operation.Grace) {
                next = advance(step, new Answer.Continued());
                wrote(step, new Answer.Continued(), next);
            }
        } catch (StoreException | OutcomeUnknownException e) {
            Next<?> thrown = new End<>(new Report.Threw(e.getClass().getSimpleName()));
            wrote((Step<?>) memory.next(), answer, thrown);
            return universe.value(thrown);
        } catch (RuntimeException e) {
            return universe.value(new Memory(memory.next(), Map.of(), "threw " + e));
        }
        return universe.value(next);
    }

    private void wrote(Step<?> step, Answer answer, Next<?> next) {
        if (step.getClass().getEnclosingClass() == CombinedPurchases.class || step instanceof AnswersAfterClaim) {
            // They take the steps of the driver, and no others.
            return;
        }
        universe.transcript().add(Transition.of(step, answer, next, key -> {
            String kind = Transition.kind(key);
            if (!(answer instanceof Answer.Found found) || !found.entries().containsKey(key)) {
                return "no " + kind;
            }
            return kind.equals("slot")
                    ? StoreContent.decode(new Cell(key, found.entries().get(key), 0)) instanceof Claim
                            ? "claim"
                            : "void"
                    : kind;
        }));
    }

    private <R> Next<R> advance(Step<R> step, Answer answer) {
        return Mutation.advance(mutation, step, answer);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(name()));
        result().ifPresent(result -> parts.add(result.toString()));
        if (!memory.thrown().isEmpty()) {
            parts.add(memory.thrown());
        }
        return String.join(" ", parts);
    }
}
