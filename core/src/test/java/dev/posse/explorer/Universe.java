package dev.posse.explorer;

import dev.posse.document.Document;
import dev.posse.step.Answer;
import dev.posse.step.Next;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All cells, stores, actor values and writes in flight that an exploration has met, each under a small number: a state is a
 * handful of numbers, and what the production code made of one value and one answer is computed once.
 */
final class Universe {

    private final Mutation mutation;

    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> keyNumbers = new HashMap<>();

    private final List<Cell> cells = new ArrayList<>();
    private final Map<Cell, Integer> cellNumbers = new HashMap<>();

    private final List<int[]> stores = new ArrayList<>();
    private final Map<IntBuffer, Integer> storeNumbers = new HashMap<>();

    /** Store and cell to the store with that cell; the cell knows its key. */
    private final LongIntMap changes = new LongIntMap();

    private final List<ActorValue> values = new ArrayList<>();
    private final Map<ActorValue.Memory, ActorValue> valuesByMemory = new HashMap<>();

    private final List<Flight> flights = new ArrayList<>();
    private final Map<Flight, Integer> flightNumbers = new HashMap<>();
    private final List<int[]> flightSets = new ArrayList<>();
    private final Map<IntBuffer, Integer> flightSetNumbers = new HashMap<>();

    /** A conditional write that was sent and not yet answered by the store: it may land at any moment. */
    record Flight(int key, int after, int expectedNumber) {}

    Universe(Mutation mutation) {
        this.mutation = mutation;
        cells.add(Cell.of("-", new byte[0], 0));
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
            cells.add(fresh);
            return cells.size() - 1;
        });
    }

    Cell cell(int number) {
        return cells.get(number);
    }

    /** Trailing absent cells are cut, so that a store is the same whichever keys are known by now. */
    int store(int[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] == 0) {
            length--;
        }
        return storeNumbers.computeIfAbsent(IntBuffer.wrap(Arrays.copyOf(content, length)), fresh -> {
            stores.add(fresh.array());
            return stores.size() - 1;
        });
    }

    /** Which cell stands under a key; 0 if it is absent. */
    int at(int store, int key) {
        int[] content = stores.get(store);
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
        int[] content = stores.get(store);
        int[] changed = Arrays.copyOf(content, Math.max(content.length, key + 1));
        changed[key] = cell;
        return store(changed);
    }

    int storeOf(List<Document> documents) {
        int store = store(new int[0]);
        for (Document document : documents) {
            int key = key(document.key());
            store = with(store, key, cell(document.key(), document.encode(), 1));
        }
        return store;
    }

    /** All that stands in a store. */
    List<Cell> content(int store) {
        List<Cell> present = new ArrayList<>();
        for (int cell : stores.get(store)) {
            if (cell != 0) {
                present.add(cells.get(cell));
            }
        }
        return present;
    }

    ActorValue value(ActorValue.Memory memory) {
        ActorValue known = valuesByMemory.get(memory);
        if (known == null) {
            known = new ActorValue(values.size(), memory, this, mutation);
            values.add(known);
            valuesByMemory.put(memory, known);
        }
        return known;
    }

    ActorValue value(Next<?> next) {
        return value(new ActorValue.Memory(next, Map.of(), ""));
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

    Flight flightOf(int number) {
        return flights.get(number);
    }

    int flightSet(int[] members) {
        int[] sorted = members.clone();
        Arrays.sort(sorted);
        return flightSetNumbers.computeIfAbsent(IntBuffer.wrap(sorted), fresh -> {
            flightSets.add(fresh.array());
            return flightSets.size() - 1;
        });
    }

    int[] flightsIn(int set) {
        return flightSets.get(set);
    }

    int without(int set, int member) {
        return flightSet(
                Arrays.stream(flightsIn(set)).filter(other -> other != member).toArray());
    }

    int plus(int set, int member) {
        int[] before = flightsIn(set);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = member;
        return flightSet(after);
    }

    /** Whether a write in flight would take effect now. */
    boolean lands(Flight flight, int store) {
        int current = at(store, flight.key());
        return current == 0 ? flight.expectedNumber() == 0 : cells.get(current).number() == flight.expectedNumber();
    }

    /** Forgets writes that can never take effect any more: their version is spent, their key is there. */
    int live(int set, int store) {
        int[] before = flightsIn(set);
        if (before.length == 0) {
            return set;
        }
        int[] after = Arrays.stream(before)
                .filter(member -> lands(flights.get(member), store))
                .toArray();
        return after.length == before.length ? set : flightSet(after);
    }

    int storeCount() {
        return stores.size();
    }

    int valueCount() {
        return values.size();
    }

    static Answer happened(int number) {
        return new Answer.Happened(Cell.version(number));
    }
}
