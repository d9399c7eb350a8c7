package dev.posse.purchase;

import dev.posse.document.DocumentException;
import dev.posse.step.Bounds;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.store.StoreException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A look at a document by which a step finds out how it stands. */
final class BoundedRead {

    private BoundedRead() {}

    /**
     * Looks. Where the store does not answer it is asked again, up to {@link Bounds#TRIES} times; a document that cannot be
     * understood will not be the next time either.
     */
    static <R> Next<R> bounded(
            int tries, Supplier<Step<R>> again, Supplier<Next<R>> find, Function<String, Next<R>> giveUp) {
        try {
            return find.get();
        } catch (StoreException e) {
            return tries < Bounds.TRIES ? again.get() : giveUp.apply("the store does not answer: " + e.getMessage());
        } catch (DocumentException e) {
            return giveUp.apply(String.valueOf(e.getMessage()));
        }
    }
}
