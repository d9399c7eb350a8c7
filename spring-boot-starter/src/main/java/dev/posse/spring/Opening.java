package dev.posse.spring;

import dev.posse.NotInitializedException;
import dev.posse.UnreadableDocumentException;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens something that needs the store's answer, patiently; and says what to do where patience does not help. */
final class Opening {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.posse.spring");
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Duration patience;

    Opening(Duration patience) {
        this.patience = patience;
    }

    /** Tries until the store answers, or the time is over. */
    <T> T opened(Supplier<T> attempt) {
        long began = System.nanoTime();
        Optional<String> told = Optional.empty();
        while (true) {
            try {
                return attempt.get();
            } catch (DataLossException e) {
                throw new PosseStartException(
                        "Posse does not sell on this store: " + e.getMessage(),
                        "Look into what was lost: ./posse audit and docs/operations.md help. If the data may be sold on as it is, confirm"
                                + " it with ./posse confirm, or Posse.confirm(store).",
                        e);
            } catch (NotInitializedException e) {
                throw new PosseStartException(
                        "The database that posse.store.uri names was never set up for Posse, or has lost all that it held.",
                        "If it is a new database, set it up once: ./posse init --store URI, or start one instance with"
                                + " posse.initialize=true. If it is not, restore its data before anything is sold.",
                        e);
            } catch (IllegalStateException e) {
                throw e.getCause() instanceof LinkageError ? unfitting(e) : e;
            } catch (UnreadableDocumentException e) {
                throw new PosseStartException(
                        "A document in the store cannot be read: " + e.getMessage(),
                        "If a newer release of Posse has written it, start that release; else look at it with ./posse show.",
                        e);
            } catch (StoreException | OutcomeUnknownException e) {
                Duration left = patience.minusNanos(System.nanoTime() - began);
                if (left.isNegative() || left.isZero() || !pause(left)) {
                    throw unreachable(e);
                }
                if (told.isEmpty() || !told.equals(Optional.ofNullable(e.getMessage()))) {
                    LOGGER.warn(
                            "the store cannot be opened, it is tried again for {} s: {}",
                            left.toSeconds() + 1,
                            e.getMessage());
                }
                told = Optional.ofNullable(e.getMessage());
            }
        }
    }

    private static PosseStartException unfitting(IllegalStateException cause) {
        return new PosseStartException(
                "The store's client library does not fit what stands on the class path: " + cause.getMessage(),
                "Leave the versions as Boot manages them: remove the properties (lettuce.version and netty.version for Redis) and the"
                        + " dependencies that set others. The lines that are tested are in the starter's README.",
                cause);
    }

    private PosseStartException unreachable(RuntimeException cause) {
        return new PosseStartException(
                "The store that posse.store.uri names cannot be opened"
                        + (patience.isZero() ? "" : ", and was tried for " + patience.toSeconds() + " s")
                        + ": " + cause.getMessage(),
                "Start the database, or correct host, port, user and password in posse.store.uri. How long a start waits for the"
                        + " database is set by posse.store.open-retry.",
                cause);
    }

    /** Whether it was waited: not where the application is being stopped meanwhile. */
    private static boolean pause(Duration left) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE.toNanos(), left.toNanos()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
