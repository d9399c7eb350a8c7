package dev.posse.examples.demo;

import dev.posse.document.Account;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Acknowledges every tenth debit of an account and does not write it: a broken promise that the books must show. */
final class ForgetfulStore implements CasKeyValueStore {

    private final CasKeyValueStore honest;
    private final AtomicInteger debits = new AtomicInteger();

    ForgetfulStore(CasKeyValueStore honest) {
        this.honest = honest;
    }

    @Override
    public Optional<Entry> get(String key) {
        return honest.get(key);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        return honest.add(key, value);
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        boolean debit = key.startsWith("account/")
                && Account.decode(key, value).lock().isEmpty()
                && !Account.decode(key, value).purchases().isEmpty();
        return debit && debits.incrementAndGet() % 10 == 0
                ? SwapResult.swapped(new Version("forgotten-" + debits.get()))
                : honest.swap(key, value, expected);
    }

    @Override
    public StoreFitness fitness() {
        return honest.fitness();
    }

    @Override
    public void close() {
        honest.close();
    }
}
