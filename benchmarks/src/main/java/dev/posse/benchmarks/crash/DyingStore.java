package dev.posse.benchmarks.crash;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.document.Claim;
import dev.posse.document.Slot;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A node's way to the store, which breaks for ever some writes after the node has claimed a slot. It takes no chains, so that it breaks between
 * any two writes.
 */
final class DyingStore extends ForwardingStore {

    private static final String SLOTS = "slot/";

    private final CountDownLatch end;
    private final CompletableFuture<CrashedSale> death;
    private Optional<Claim> claim = Optional.empty();
    private int writesLeft;
    private volatile boolean isDead;

    /**
     * Makes a way that is whole.
     *
     * @param store behind it; stays open
     * @param writes that are still made after the claim: none, the transaction, or also the debit
     * @param death hears of the sale that is left
     * @param end until then whoever asks something of the dead node's store hears nothing
     */
    DyingStore(CasKeyValueStore store, int writes, CompletableFuture<CrashedSale> death, CountDownLatch end) {
        super(store);
        this.writesLeft = writes;
        this.death = death;
        this.end = end;
    }

    @Override
    protected <T> T forward(Supplier<T> operation) {
        if (isDead) {
            stay();
        }
        return super.forward(operation);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        AddResult result = super.add(key, value);
        if (result instanceof AddResult.Added) {
            wrote(key, value);
        }
        return result;
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        SwapResult result = super.swap(key, value, expected);
        if (result instanceof SwapResult.Swapped) {
            wrote(key, value);
        }
        return result;
    }

    private void wrote(String key, byte[] value) {
        if (key.startsWith(SLOTS) && Slot.decode(key, value) instanceof Claim claimed) {
            claim = Optional.of(claimed);
        } else if (claim.isPresent()) {
            writesLeft--;
        }
        if (claim.isPresent() && writesLeft <= 0) {
            isDead = true;
            death.complete(new CrashedSale(claim.get(), CrashedSale.Kind.HALTED, System.nanoTime()));
            stay();
        }
    }

    private void stay() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StoreException("The node is dead");
    }

    /** The store behind belongs to the run. */
    @Override
    public void close() {}
}
