package dev.posse.explorer;

import dev.posse.document.Campaign;
import dev.posse.document.Document;
import dev.posse.fixture.Mutation;
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

/**
 * All cells, stores, actor values and writes in flight that explorations have met, each under a small number: a state is a
 * handful of numbers, and what the production code made of one value and one answer is computed once. Scenarios share a
 * universe, for nothing in it depends on who else acts. Not thread-safe.
 */
final class Universe {

    private static final int MOST_STORES = 1 << StateSet.STORE_BITS;
    static final int MOST = 1 << StateSet.BITS;

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

    final Flights flights = new Flights();

    Universe(Mutation mutation, Transcript transcript) {
        this.mutation = mutation;
        this.transcript = transcript;
        cells.add(Cell.of("-", new byte[0], 0));
        documents.add(Optional.empty());
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
    static int bounded(int number, int bound) {
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

    /** The store when a flight has landed. */
    int landing(int store, Flights.Flight flight) {
        return flight.after() == Flights.NOTHING ? store : with(store, flight.key(), flight.after());
    }

    /** Whether a write in flight would take effect now: an absent key counts as written 0 times. */
    boolean lands(Flights.Flight flight, int store) {
        return writeNumbers[at(store, flight.key())] == flight.expectedNumber();
    }

    /** Forgets writes that can never take effect any more: their version is spent, their key is there. */
    int live(int set, int store) {
        int left = set;
        if (set != Flights.NONE) {
            for (int member : flights.in(set)) {
                if (!lands(flights.get(member), store)) {
                    left = flights.without(left, member);
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
