package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a check works with: stores, fresh keys, sentences that many checks need, and the figures it notes. */
final class CheckContext {

    /** S6: one of so many tries succeeds. */
    static final int TRIES = 10;

    private final OpenStores stores;
    private final AcknowledgedWrites acknowledgedWrites;
    private final LeftBehind leftBehind;
    private final RunSize size;
    private final StoreUnderTest subject;
    private final String keyPrefix;
    private final Random random;
    private final Map<String, String> figures = new LinkedHashMap<>();
    private Optional<StoreFitness> fitness = Optional.empty();
    private final List<Rounds> rounds = new ArrayList<>();
    private int keys;

    CheckContext(
            StoreUnderTest subject,
            OpenStores stores,
            AcknowledgedWrites acknowledgedWrites,
            LeftBehind leftBehind,
            RunSize size,
            String keyPrefix,
            long seed) {
        this.subject = subject;
        this.stores = stores;
        this.acknowledgedWrites = acknowledgedWrites;
        this.leftBehind = leftBehind;
        this.size = size;
        this.keyPrefix = keyPrefix;
        this.random = new Random(seed);
    }

    /** The store on a whole connection, for a check to which an honest refusal now and then means nothing. */
    CasKeyValueStore store() throws Exception {
        return patient(stores.store());
    }

    /** The same store, with everything that it says. */
    CasKeyValueStore rawStore() throws Exception {
        return stores.store();
    }

    CasKeyValueStore second() throws Exception {
        return patient(rawSecond());
    }

    CasKeyValueStore rawSecond() throws Exception {
        return stores.second().orElseThrow(() -> new NotApplicable("no second client: override openSecondClient()"));
    }

    CasKeyValueStore patient(CasKeyValueStore one) {
        return stores.patient(one);
    }

    /** The same client, for writes that are to be refused. */
    CasKeyValueStore refusing(CasKeyValueStore one) {
        return one instanceof PatientStore patient ? patient.forRefusals() : one;
    }

    /** One client or two, whatever there is. */
    List<CasKeyValueStore> clients() throws Exception {
        List<CasKeyValueStore> clients = new ArrayList<>();
        for (CasKeyValueStore raw : rawClients()) {
            clients.add(patient(raw));
        }
        return clients;
    }

    List<CasKeyValueStore> rawClients() throws Exception {
        List<CasKeyValueStore> clients = new ArrayList<>(List.of(rawStore()));
        stores.second().ifPresent(clients::add);
        figure("clients", clients.size());
        return clients;
    }

    /** The shared breakable store, on a whole connection. */
    BreakableStore breakable(Fault fault) throws Exception {
        BreakableStore open = stores.breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()"));
        if (!open.connection().faults().contains(fault)) {
            throw new NotApplicable("the connection cannot do " + fault);
        }
        return open;
    }

    OpenStores stores() {
        return stores;
    }

    Restart failover() throws Exception {
        return TestClassFailure.named("failover()", subject::failover)
                .orElseThrow(() -> new NotApplicable("the database cannot be made to fail over: override failover()"));
    }

    CasKeyValueStore otherReplica() throws Exception {
        return patient(stores.otherReplica()
                .orElseThrow(() ->
                        new NotApplicable("no client of another replica: override openClientOfAnotherReplica()")));
    }

    Restart restart() throws Exception {
        return TestClassFailure.named("restart()", subject::restart)
                .orElseThrow(() -> new NotApplicable("the database cannot be restarted: override restart()"));
    }

    Duration longestCall() {
        return subject.longestCall();
    }

    Duration recoveryTime() {
        return subject.recoveryTime();
    }

    /** Notes what the store says of its deployment, for the report. */
    synchronized void noteFitness(StoreFitness read) {
        fitness = Optional.of(read);
    }

    synchronized Optional<StoreFitness> fitness() {
        return fitness;
    }

    /** What clients of this run have written that are gone. */
    LeftBehind leftBehind() {
        return leftBehind;
    }

    AcknowledgedWrites acknowledgedWrites() {
        return acknowledgedWrites;
    }

    RunSize size() {
        return size;
    }

    /** What a read takes at least; on a busy machine most take longer, and a quick store is quick all the same. */
    long callNanos() throws Exception {
        String absent = key();
        long least = Long.MAX_VALUE;
        long spent = 0;
        for (int call = 0; call < 200 && (call < 3 || spent < 3_000_000); call++) {
            long started = System.nanoTime();
            store().get(absent);
            long took = System.nanoTime() - started;
            least = Math.min(least, took);
            spent += took;
        }
        return least;
    }

    /** Rounds of this size's number, and of as many as the time allows where a store is slow. */
    Rounds rounds(int normally, int least) {
        return note(new Rounds(size.rounds(normally), least, size.patience()));
    }

    /** As many rounds at any size, where fewer would see nothing. */
    Rounds allRounds(int planned, int least) {
        return note(new Rounds(planned, least, size.patience()));
    }

    Rounds allRounds(int planned, int least, Duration time) {
        return note(new Rounds(planned, least, size.patience(time)));
    }

    private synchronized Rounds note(Rounds more) {
        rounds.add(more);
        return more;
    }

    Random random() {
        return random;
    }

    /** A key that nobody has used. */
    synchronized String key() {
        keys++;
        return keyPrefix + "/" + keys;
    }

    synchronized void figure(String name, Object value) {
        figures.put(name, String.valueOf(value));
    }

    synchronized void count(String name, int more) {
        figures.merge(name, String.valueOf(more), (had, now) -> String.valueOf(Integer.parseInt(had) + more));
    }

    /** What was counted and measured, and how thin the check was if the time did not do for all of it. */
    synchronized Map<String, String> figures() {
        Map<String, String> all = new LinkedHashMap<>(figures);
        int planned = rounds.stream().mapToInt(Rounds::planned).sum();
        int done = rounds.stream().mapToInt(Rounds::number).sum();
        if (rounds.stream().anyMatch(Rounds::cut)) {
            all.put(CheckResult.THIN, done + " of " + planned + " rounds");
        }
        return all;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds an absent key, as must succeed. */
    Version added(CasKeyValueStore to, String key, byte[] value) {
        AddResult result = to.add(key, value);
        if (result instanceof AddResult.Added added) {
            return added.version();
        }
        throw new ClauseBroken(Clause.S2, "add of the absent key " + key + " was answered with " + result);
    }

    /** Notes an acknowledged write that nobody will follow, to be looked for at the end of the run. */
    void remember(String key, byte[] value) {
        acknowledgedWrites.add(key, value);
    }

    /** A fresh key with something in it. */
    String addedKey(CasKeyValueStore to) {
        String key = key();
        added(to, key, bytes("something"));
        return key;
    }

    /** Reads a key that was written, as must succeed. */
    Entry present(CasKeyValueStore from, String key) {
        return present(from, key, Clause.S1);
    }

    private static Entry present(CasKeyValueStore from, String key, Clause otherwise) {
        return from.get(key)
                .orElseThrow(() ->
                        new ClauseBroken(otherwise, "get of " + key + ", whose write was acknowledged, found nothing"));
    }

    /** Swaps a key that nobody else writes, as must succeed within ten tries from a fresh read. */
    Version swapped(CasKeyValueStore in, String key, byte[] value, Version expected) {
        Version from = expected;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            SwapResult result = in.swap(key, value, from);
            if (result instanceof SwapResult.Swapped swapped) {
                return swapped.version();
            }
            if (result instanceof SwapResult.Missing) {
                throw new ClauseBroken(Clause.S3, "swap of " + key + ", which is present, was answered with Missing");
            }
            count("spurious refusals", 1);
            from = present(in, key).version();
        }
        throw new ClauseBroken(
                Clause.S6, "swap of " + key + " was refused " + TRIES + " times in a row, and nobody else writes it");
    }

    /** Requires that the key reads as this value. */
    Entry reads(CasKeyValueStore from, String key, byte[] value, Clause otherwise) {
        Entry found = present(from, key, otherwise);
        if (!Arrays.equals(found.value(), value)) {
            throw new ClauseBroken(
                    otherwise,
                    "get of " + key + " gave " + ValueText.of(found.value()) + " instead of " + ValueText.of(value));
        }
        return found;
    }
}
