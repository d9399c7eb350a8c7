package dev.posse.step;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that answers what a test has written down, in that order. */
class ScriptedStore implements CasKeyValueStore {

    private final Deque<Object> script = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();

    /** Adds an answer, or a runtime exception to be thrown. */
    ScriptedStore next(Object answer) {
        script.add(answer);
        return this;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public Optional<Entry> get(String key) {
        throw new AssertionError("Steps read with getAll");
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Entry> getAll(Collection<String> keys) {
        return (Map<String, Entry>) answer("get " + String.join(" ", keys));
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return (AddResult) answer("add " + key);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        return (SwapResult) answer("swap " + key + " @" + expected);
    }

    @Override
    public StoreFitness fitness() {
        return new StoreFitness("scripted", List.of());
    }

    @Override
    public void close() {}

    Object answer(String call) {
        calls.add(call);
        Object answer = script.remove();
        if (answer instanceof RuntimeException trouble) {
            throw trouble;
        }
        return answer;
    }
}
