package dev.posse.bench;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A store that answers truthfully except where a script says otherwise: by step, by the number of the operation or by what
 * is asked. Several share one {@link SharedState}; a script concerns the calls through its own store only.
 */
public final class ScriptedStore implements CasKeyValueStore {

    private final SharedState ground;
    private final List<Script.Rule> rules = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private String step = "";
    private int operations;
    private Optional<String> incarnation = Optional.empty();
    private Optional<DataLossException> loss = Optional.empty();

    /** Makes an empty store. */
    public ScriptedStore() {
        this(new SharedState());
    }

    private ScriptedStore(SharedState ground) {
        this.ground = ground;
    }

    /** A store of somebody else: the same documents, no script. */
    public ScriptedStore another() {
        return new ScriptedStore(ground);
    }

    /** Tells the store which step is taken next; the bench does. */
    void enter(String name) {
        step = name;
        steps.add(name);
        asked.merge(name, 1, Integer::sum);
    }

    /** The steps that were taken through this store, in order. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** What was asked of this store, in order, such as {@code add slot/drop/1}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many keys were read or written through this store. */
    public int operations() {
        return operations;
    }

    /** All documents with their versions: equal to itself later exactly if nothing was written. */
    public Map<String, Entry> content() {
        return ground.content();
    }

    /** The values alone: equal to itself later also if somebody wrote the same content again. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        content().forEach((key, entry) -> values.put(key, entry.toString().replaceFirst(" @\\d+$", "")));
        return values;
    }

    /** A document that must be there. */
    public Entry entry(String key) {
        return Optional.ofNullable(content().get(key)).orElseThrow(() -> new AssertionError(key + " is absent"));
    }

    /** The text of a document that must be there. */
    public String text(String key) {
        return new String(entry(key).value(), StandardCharsets.UTF_8);
    }

    /** Scripts the first time that a step is taken. */
    public Script at(String name) {
        return at(name, 1);
    }

    /** Scripts the n-th time that a step is taken. */
    public Script at(String name, int nth) {
        return script(call -> call.step().equals(name) && call.nthOfStep() == nth);
    }

    /** Scripts a step whenever it is taken. */
    public Script atEvery(String name) {
        return script(call -> call.step().equals(name));
    }

    /** Scripts the n-th call from the beginning, from 1. */
    public Script atCall(int number) {
        return script(call -> call.number() == number);
    }

    /** Scripts every call from the n-th on. */
    public Script fromCall(int number) {
        return script(call -> call.number() >= number);
    }

    /** Scripts every call that asks something that begins so, such as {@code swap account/alice}. */
    public Script onEvery(String what) {
        return script(call -> call.what().startsWith(what));
    }

    /** Every read of a key, with or without others. */
    public Script onReadsOf(String key) {
        return script(call -> List.of(call.what().split(" ")).containsAll(List.of("get", key)));
    }

    private Script script(Predicate<Script.Call<?>> when) {
        return new Script(when, rules);
    }

    /** Ends the script. */
    public void behave() {
        rules.clear();
    }

    /** Lets the writes that were under way arrive now, or fail as they must. */
    public void land() {
        List<Runnable> arriving = List.copyOf(late);
        late.clear();
        arriving.forEach(Runnable::run);
    }

    /** Removes a document, as a database does that came back without it. */
    public void lose(String key) {
        ground.gone.add(key);
    }

    /** Brings a document back that was {@linkplain #lose lost}. */
    public void find(String key) {
        ground.gone.remove(key);
    }

    /** Writes a document whatever stood there. */
    public void force(String key, byte[] value) {
        ground.keys.add(key);
        Optional<Entry> before = ground.store.get(key);
        if (before.isPresent()) {
            require(ground.store.swap(key, value, before.get().version()) instanceof SwapResult.Swapped);
        } else {
            require(ground.store.add(key, value) instanceof AddResult.Added);
        }
    }

    /** Says what the store calls the life of its data. */
    public void incarnation(String life) {
        incarnation = Optional.of(life);
    }

    /** Refuses everything, because data was lost. */
    public void noticesLoss(String message) {
        loss = Optional.of(new DataLossException(message));
    }

    /** Forgets about the loss. */
    public void lossIsConfirmed() {
        loss = Optional.empty();
    }

    private <T> T answer(String what, Supplier<T> truth, Supplier<T> refusal) {
        loss.ifPresent(lost -> {
            throw lost;
        });
        calls.add(what);
        Script.Call<T> call = new Script.Call<>(step, asked.getOrDefault(step, 0), calls.size(), what, truth, refusal);
        for (Script.Rule rule : List.copyOf(rules)) {
            if (rule.when().test(call)) {
                Script.Call<T> inner = call;
                call = call.answering(() -> rule.twist().perform(inner, late));
            }
        }
        return call.truth().get();
    }

    @Override
    public Optional<Entry> get(String key) {
        operations++;
        return answer("get " + key, () -> gone(key) ? Optional.empty() : ground.store.get(key), Optional::empty);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        operations += keys.size();
        return answer(
                "get " + String.join(" ", keys),
                () -> {
                    Map<String, Entry> found = new HashMap<>(ground.store.getAll(keys));
                    found.keySet().removeIf(this::gone);
                    return Map.copyOf(found);
                },
                () -> {
                    throw new IllegalStateException("A read cannot be refused");
                });
    }

    @Override
    public AddResult add(String key, byte[] value) {
        operations++;
        return answer(
                "add " + key,
                () -> {
                    ground.keys.add(key);
                    return ground.store.add(key, value);
                },
                AddResult::exists);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        operations++;
        return answer(
                "swap " + key,
                () -> gone(key) ? SwapResult.missing() : ground.store.swap(key, value, expected),
                SwapResult::conflict);
    }

    @Override
    public StoreFitness fitness() {
        return ground.store.fitness();
    }

    @Override
    public Optional<String> incarnation() {
        loss.ifPresent(lost -> {
            throw lost;
        });
        return incarnation;
    }

    @Override
    public void close() {
        ground.store.close();
    }

    private boolean gone(String key) {
        return ground.gone.contains(key);
    }

    private static void require(boolean truth) {
        if (!truth) {
            throw new IllegalStateException("The ground under a test is written by one thread at a time");
        }
    }
}
