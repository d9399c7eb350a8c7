package dev.posse.examples.store;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What an asynchronous client has promised, waited for: for so long and no longer, and told as far as it is known then. */
public final class PendingAnswer {

    private PendingAnswer() {}

    /**
     * Waits for a read: it has no effect to be in doubt about, so that whatever happens it has failed (S8).
     *
     * @param <T> what is read
     * @param asked under way
     * @param longest bound of the call (S15)
     * @return what was read
     * @throws StoreException if there is no answer
     */
    public static <T> T ofRead(Future<T> asked, Duration longest) {
        try {
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while a read was waited for", e);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw new StoreException("A read was not answered within " + longest + ": " + e, e);
        }
    }

    /**
     * Waits for a write. It was sent, or soon will be: only the database itself can say that it was not made (S7).
     *
     * @param <T> what is answered
     * @param sent under way
     * @param longest bound of the call (S15)
     * @param isRefusal whether this is the database's own word that it has changed nothing
     * @return the answer
     * @throws StoreException if it was refused
     * @throws OutcomeUnknownException if nobody knows
     */
    public static <T> T ofWrite(Future<T> sent, Duration longest, Predicate<Throwable> isRefusal) {
        try {
            return sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknownException("Interrupted while a write was waited for", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (isRefusal.test(cause)) {
                throw new StoreException("A write was refused: " + cause, e);
            }
            throw new OutcomeUnknownException("Nobody knows whether a write was made: " + cause, e);
        } catch (TimeoutException | CancellationException e) {
            throw new OutcomeUnknownException("A write was not answered within " + longest, e);
        }
    }
}
