package dev.posse;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Sleeper;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Asks for a purchase until there is an answer with which a buyer can do something, or the time is over. It repeats, always with the
 * same purchase id, what another try may change: {@link Reason#BEATEN}, {@link Reason#ACCOUNT_IN_USE}, {@link InDoubt} and a {@link
 * StoreException}, which says that the store has failed and nothing was changed. Anything else it hands on at once.
 *
 * <p>Between two calls it pauses for a time drawn at random from nothing up to 20 ms, 40 ms, 80 ms and so on, up to a second ("full
 * jitter"), so that buyers who met do not meet again. Whoever interrupts the thread ends the pauses, and gets the last answer.
 *
 * <p>Immutable, and good for any number of threads, purchases and nodes.
 */
public final class PurchaseRetry {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 6;

    private final Duration time;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final DoubleSupplier jitter;

    /**
     * Makes one with a clock and a dice of its own.
     *
     * @param jitter from 0 to 1, evenly
     */
    PurchaseRetry(Duration time, LongSupplier nanoTime, Sleeper sleeper, DoubleSupplier jitter) {
        if (Objects.requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException("The time within which a purchase is repeated is not negative: " + time);
        }
        this.time = time;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.jitter = jitter;
    }

    /**
     * Sets for how long it asks again. The first call is always made, and none begins after this time; the one under way may take what
     * {@link Posse#purchase} takes.
     *
     * @param time from the beginning of the first call, not negative; a few seconds where a person waits
     * @return to be asked for purchases
     * @throws IllegalArgumentException if the time is negative
     */
    public static PurchaseRetry within(Duration time) {
        return new PurchaseRetry(
                time,
                System::nanoTime,
                PurchaseRetry::sleep,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Buys the next free slot of a campaign, like {@link Posse#purchase}.
     *
     * <p>What is in doubt stays in doubt until a later call has answered it: where the last thing heard is a fault, and a call before it
     * was in doubt, the answer is in doubt, for that call may have bought.
     *
     * @param posse the node that is asked
     * @param request who, where, under which purchase id; without one, the id that the first call makes is kept
     * @return the last answer
     * @throws IllegalArgumentException if the purchase id was used on this account with another campaign or payload
     * @throws DataLossException if the data set is not the one that the node was opened on, and no call before was in doubt
     * @throws StoreException if the store failed to the last, and no call before was in doubt
     * @throws UnreadableDocumentException if the account's or campaign's document cannot be understood, and no call before was in doubt
     * @throws IllegalStateException if the node is closed, and no call before was in doubt
     */
    public PurchaseOutcome purchase(Posse posse, PurchaseRequest request) {
        Objects.requireNonNull(posse, "posse");
        return repeated(posse::purchase, Objects.requireNonNull(request, "request"));
    }

    PurchaseOutcome repeated(Function<PurchaseRequest, PurchaseOutcome> purchase, PurchaseRequest request) {
        long began = nanoTime.getAsLong();
        PurchaseRequest asked = request;
        Optional<InDoubt> doubt = Optional.empty();
        for (int pauses = 0; ; pauses++) {
            Optional<StoreException> failure = Optional.empty();
            Optional<PurchaseOutcome> answer = Optional.empty();
            try {
                PurchaseOutcome heard = purchase.apply(asked);
                if (!isWorthRepeating(heard)) {
                    return heard;
                }
                answer = Optional.of(heard);
                // A refusal with the id of the call in doubt is one for that call, too.
                doubt = heard instanceof InDoubt unknown ? Optional.of(unknown) : Optional.empty();
                asked = asked.withPurchaseId(heard.purchaseId()).again();
            } catch (StoreException | UnreadableDocumentException | IllegalStateException e) {
                if (e instanceof StoreException failed && !(e instanceof DataLossException)) {
                    failure = Optional.of(failed);
                } else if (doubt.isPresent()) {
                    return stillInDoubt(doubt.get(), e);
                } else {
                    throw e;
                }
            }
            if (!pausedWithin(began, pauses)) {
                return ended(answer, doubt, failure);
            }
        }
    }

    /** Returns whether another call with the same id may hear something else, without anybody doing anything meanwhile. */
    static boolean isWorthRepeating(PurchaseOutcome outcome) {
        return outcome instanceof InDoubt
                || (outcome instanceof NotPurchased not
                        && (not.reason() == Reason.BEATEN || not.reason() == Reason.ACCOUNT_IN_USE));
    }

    /** Returns whether there is time for another call after the pause. */
    private boolean pausedWithin(long began, int pauses) {
        Duration most = FIRST_PAUSE.multipliedBy(1L << Math.min(pauses, MOST_DOUBLINGS));
        Duration longest = most.compareTo(LONGEST_PAUSE) < 0 ? most : LONGEST_PAUSE;
        Duration pause = Duration.ofNanos((long) (longest.toNanos() * jitter.getAsDouble()));
        if (isOver(began, pause)) {
            return false;
        }
        sleeper.pause(pause);
        return !Thread.currentThread().isInterrupted() && !isOver(began, Duration.ZERO);
    }

    private boolean isOver(long began, Duration more) {
        return Duration.ofNanos(nanoTime.getAsLong() - began).plus(more).compareTo(time) >= 0;
    }

    private static PurchaseOutcome ended(
            Optional<PurchaseOutcome> answer, Optional<InDoubt> doubt, Optional<StoreException> failure) {
        if (failure.isEmpty()) {
            return answer.orElseThrow();
        } else if (doubt.isEmpty()) {
            throw failure.get();
        }
        return stillInDoubt(doubt.get(), failure.get());
    }

    private static InDoubt stillInDoubt(InDoubt doubt, RuntimeException since) {
        return new InDoubt(doubt.purchaseId(), doubt.why() + "; asked again since: " + since.getMessage());
    }

    private static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
