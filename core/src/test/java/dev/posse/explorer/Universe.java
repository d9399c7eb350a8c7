package dev.posse.explorer;

import dev.posse.document.Campaign;
import dev.posse.document.Document;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All cells, stores, actor values and writes in flight that explorations have met, each under a small number: a state is a
 * handful of numbers, and what the production code made of one value and one answer is computed once. Scenarios share a
 * universe, for nothing in it depends on who else acts. Not thread-safe.
 */
final class Universe {

    /** The number of the empty set of writes in flight. */
    static final int NO_FLIGHTS = 0;

    private static final int MOST_STORES = 1 << StateSet.STORE_BITS;
    private static final int MOST = 1 << StateSet.BITS;

    private final Mutation mutation;
    private final Transcript transcript;

    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> keyNumbers = new HashMap<>();

    private final List<Cell> cells = new ArrayList<>();
    private final List<Optional<Document>> documents = new ArrayList<>();
    private int[] writeNumbers = new int[1 << 10];
    private final Map<Cell, Integer> cellNumbers = new HashMap<>();

    private int[][] stores = new int[1 << 10][];
    private int storeCount;
    private final Map<IntBuffer, Integer> storeNumbers = new HashMap<>();

    /** Store and cell to the store with that cell; the cell knows its key. */
    private final LongIntMap changes = new LongIntMap();

    private final List<ActorValue> values = new ArrayList<>();
    private final Map<ActorValue.Memory, ActorValue> valuesByMemory = new HashMap<>();

    private final List<Flight> flights = new ArrayList<>();
    private final Map<Flight, Integer> flightNumbers = new HashMap<>();
    private final List<int[]> flightSets = new ArrayList<>();
    private final Map<IntBuffer, Integer> flightSetNumbers = new HashMap<>();

    /** Set and member to the set with or without that member. */
    private final LongIntMap setsWith = new LongIntMap();

    private final LongIntMap setsWithout = new LongIntMap();

    /**
     * A conditional write that was sent and not yet answered by the store: it may land at any moment. With it went the writes that
     * its actor would have let follow, as a chain: each may land once the one before has.
     *
     * @param key that is written
     * @param after the cell that it leaves behind, or {@link #NOTHING} if it is a condition alone
     * @param expectedNumber how often the key must have been written
     * @param next the number of the flight that follows, plus one; 0 if there is none
     */
    record Flight(int key, int after, int expectedNumber, int next) {}

    static final int NOTHING = -1;

    Universe(Mutation mutation, Transcript transcript) {
        this.mutation = mutation;
        this.transcript = transcript;
        cells.add(Cell.of("-", new byte[0], 0));
        documents.add(Optional.empty());
        flightSet(new int[0]);
    }

    int key(String key) {
        return keyNumbers.computeIfAbsent(key, fresh -> {
            keys.add(fresh);
            return keys.size() - 1;
        });
    }

    String keyName(int key) {
        return keys.get(key);
    }

    int cell(String key, byte[] bytes, int number) {
        Cell cell = Cell.of(key, bytes, number);
        return cellNumbers.computeIfAbsent(cell, fresh -> {
            if (writeNumbers.length == cells.size()) {
                writeNumbers = Arrays.copyOf(writeNumbers, writeNumbers.length * 2);
            }
            writeNumbers[cells.size()] = fresh.number();
            cells.add(fresh);
            documents.add(Optional.empty());
            return cells.size() - 1;
        });
    }

    Cell cell(int number) {
        return cells.get(number);
    }

    /** What stands in a cell, understood. */
    Document document(int cell) {
        Optional<Document> known = documents.get(cell);
        if (known.isEmpty()) {
            known = Optional.of(StoreContent.decode(cells.get(cell)));
            documents.set(cell, known);
        }
        return known.get();
    }

    /** Trailing absent cells are cut, so that a store is the same whichever keys are known by now. */
    int store(int[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] == 0) {
            length--;
        }
        return storeNumbers.computeIfAbsent(IntBuffer.wrap(Arrays.copyOf(content, length)), fresh -> {
            if (stores.length == storeCount) {
                stores = Arrays.copyOf(stores, storeCount * 2);
            }
            stores[bounded(storeCount, MOST_STORES)] = fresh.array();
            return storeCount++;
        });
    }

    /** A state has room for so many: beyond that the exploration fails, it is never cut off. */
    private static int bounded(int number, int bound) {
        if (number >= bound) {
            throw new IllegalStateException("More than " + bound + " do not fit into a state: widen StateSet");
        }
        return number;
    }

    /** Which cell stands under a key; 0 if it is absent. */
    int at(int store, int key) {
        int[] content = stores[store];
        return key < content.length ? content[key] : 0;
    }

    int with(int store, int key, int cell) {
        long change = (long) store << 32 | cell;
        int known = changes.get(change);
        if (known == LongIntMap.NONE) {
            known = changed(store, key, cell);
            changes.put(change, known);
        }
        return known;
    }

    private int changed(int store, int key, int cell) {
        int[] content = stores[store];
        int[] changed = Arrays.copyOf(content, Math.max(content.length, key + 1));
        Optional<String> broken =
                at(store, key) == 0 ? Optional.empty() : Transitions.broken(document(at(store, key)), document(cell));
        changed[key] = cell;
        int next = store(changed);
        return broken.map(what -> withEvidence(next, what)).orElse(next);
    }

    /** The store with a note that something has happened that must not. */
    int withEvidence(int store, String what) {
        Broken evidence = new Broken(what);
        return with(store, key(evidence.key()), cell(evidence.key(), evidence.encode(), 1));
    }

    /** Where what explorations meet is written down. */
    Transcript transcript() {
        return transcript;
    }

    int storeOf(List<Document> documents) {
        int store = store(new int[0]);
        for (Document document : documents) {
            int key = key(document.key());
            store = with(store, key, cell(document.key(), document.encode(), 1));
        }
        return store;
    }

    /** Where the campaign is that is furthest. */
    long highestLast(int store) {
        long highest = 0;
        for (int cell : stores[store]) {
            if (cell != 0 && document(cell) instanceof Campaign campaign) {
                highest = Math.max(highest, campaign.lastPurchasedSlot());
            }
        }
        return highest;
    }

    /** Where the documents contradict each other a campaign's status is all that may change. */
    Optional<String> repaired(int before, int after) {
        for (int key = 0; key < keys.size(); key++) {
            if (at(before, key) != at(after, key) && !keys.get(key).startsWith("campaign/")) {
                return Optional.of("total failure: " + keys.get(key) + " was written");
            }
        }
        return Optional.empty();
    }

    boolean isRestored(int store) {
        return at(store, key(Restored.KEY)) != 0;
    }

    /** All that stands in a store. */
    StoreContent books(int store) {
        List<Document> present = new ArrayList<>();
        for (int cell : stores[store]) {
            if (cell != 0) {
                present.add(document(cell));
            }
        }
        return new StoreContent(present);
    }

    ActorValue value(ActorValue.Memory memory) {
        ActorValue known = valuesByMemory.get(memory);
        if (known == null) {
            known = new ActorValue(bounded(values.size(), MOST), memory, this, mutation);
            values.add(known);
            valuesByMemory.put(memory, known);
        }
        return known;
    }

    ActorValue value(Next<?> next) {
        return value(new ActorValue.Memory(next, Map.of(), ""));
    }

    /** Where an actor stands that has reported and ended. */
    ActorValue report(Report report) {
        return value(new End<>(report));
    }

    ActorValue value(int number) {
        return values.get(number);
    }

    int flight(Flight flight) {
        return flightNumbers.computeIfAbsent(flight, fresh -> {
            flights.add(fresh);
            return flights.size() - 1;
        });
    }

    /** What is in flight when one of them has landed: what followed it in its chain may land now. */
    int landed(int set, int member) {
        int rest = without(set, member);
        int next = flights.get(member).next();
        return next == 0 ? rest : plus(rest, next - 1);
    }

    /** The store when a flight has landed. */
    int landing(int store, Flight flight) {
        return flight.after() == NOTHING ? store : with(store, flight.key(), flight.after());
    }

    Flight flightOf(int number) {
        return flights.get(number);
    }

    int flightSet(int[] members) {
        int[] sorted = members.clone();
        Arrays.sort(sorted);
        return flightSetNumbers.computeIfAbsent(IntBuffer.wrap(sorted), fresh -> {
            flightSets.add(fresh.array());
            return bounded(flightSets.size() - 1, MOST);
        });
    }

    int[] flightsIn(int set) {
        return flightSets.get(set);
    }

    int without(int set, int member) {
        long change = (long) set << 32 | member;
        int known = setsWithout.get(change);
        if (known == LongIntMap.NONE) {
            known = flightSet(Arrays.stream(flightsIn(set))
                    .filter(other -> other != member)
                    .toArray());
            setsWithout.put(change, known);
        }
        return known;
    }

    /** The same write twice in flight is as good as once: when one lands, the other is dead. */
    int plus(int set, int member) {
        long change = (long) set << 32 | member;
        int known = setsWith.get(change);
        if (known == LongIntMap.NONE) {
            known = flightSet(IntStream.concat(Arrays.stream(flightsIn(set)), IntStream.of(member))
                    .distinct()
                    .toArray());
            setsWith.put(change, known);
        }
        return known;
    }

    /** Whether a write in flight would take effect now: an absent key counts as written 0 times. */
    boolean lands(Flight flight, int store) {
        return writeNumbers[at(store, flight.key())] == flight.expectedNumber();
    }

    /** Forgets writes that can never take effect any more: their version is spent, their key is there. */
    int live(int set, int store) {
        int left = set;
        if (set != NO_FLIGHTS) {
            for (int member : flightsIn(set)) {
                if (!lands(flights.get(member), store)) {
                    left = without(left, member);
                }
            }
        }
        return left;
    }

    int storeCount() {
        return storeCount;
    }

    int valueCount() {
        return values.size();
    }

    static Answer happened(int number) {
        return new Answer.Happened(Cell.version(number));
    }
}
