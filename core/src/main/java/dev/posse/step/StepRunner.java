package dev.posse.step;

import dev.posse.document.Document;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Walks an actor through its steps on a real store: asks, hears, tells the observer, goes on. Thread-safe. */
public final class StepRunner {

    /** First pause after trouble; it doubles up to {@link #LONGEST_PAUSE} while the trouble lasts. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final String node;
    private final CasKeyValueStore store;
    private final PosseObserver observer;
    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final Duration grace;

    /** How this node waits. */
    @FunctionalInterface
    public interface Sleeper {

        /**
         * Waits. An interrupted thread returns at once and stays interrupted.
         *
         * @param duration how long
         */
        void pause(Duration duration);
    }

    /**
     * Makes a runner.
     *
     * @param node the name of this node, for the events
     * @param store to work on
     * @param observer to tell
     * @param sleeper how to wait
     * @param nanoTime a clock that never goes back, in nanoseconds, for durations
     * @param grace how long a patrol waits for a driver
     */
    public StepRunner(
            String node,
            CasKeyValueStore store,
            PosseObserver observer,
            Sleeper sleeper,
            LongSupplier nanoTime,
            Duration grace) {
        this.node = node;
        this.store = store;
        this.observer = observer;
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.grace = grace;
    }

    /** Hears each step of one run, besides the observer. */
    @FunctionalInterface
    public interface StepListener {

        /**
         * Hears that an answer led on.
         *
         * @param taken the step that was taken
         * @param answer what the store said
         */
        void on(Step<?> taken, Answer answer);
    }

    /**
     * Runs an actor to its end.
     *
     * @param <R> what it finds out
     * @param actor who it is, for the events
     * @param start where it stands
     * @return what it found out
     */
    public <R> R run(Actor actor, Next<R> start) {
        return run(actor, start, (taken, answer) -> {});
    }

    /**
     * Runs an actor to its end.
     *
     * @param <R> what it finds out
     * @param actor who it is, for the events
     * @param start where it stands
     * @param trace hears each step
     * @return what it found out
     */
    public <R> R run(Actor actor, Next<R> start, StepListener trace) {
        Next<R> next = start;
        Duration pause = FIRST_PAUSE;
        // Every actor bounds its own loops; there is nothing to be bounded here.
        while (next instanceof Step<R> step) {
            Operation operation = step.operation();
            long began = nanoTime.getAsLong();
            Answer answer = perform(operation, step);
            observer.onEvent(new PosseEvent.StepTaken(
                    node,
                    actor,
                    step.name(),
                    step.subject(),
                    operation.toString(),
                    kindOf(answer),
                    Duration.ofNanos(nanoTime.getAsLong() - began)));
            trace.on(step, answer);
            next = step.on(answer);
            if (answer instanceof Answer.Unknown || answer instanceof Answer.Failed) {
                if (next instanceof Step) {
                    // In an outage the bounded effort is spread over time, or it would be spent within a millisecond.
                    sleeper.pause(pause);
                    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                }
            } else {
                pause = FIRST_PAUSE;
            }
        }
        return ((End<R>) next).result();
    }

    private Answer perform(Operation operation, Step<?> step) {
        if (operation instanceof Operation.Read read) {
            return read(read);
        } else if (operation instanceof Operation.Add add) {
            return write(() -> {
                Document document = add.document();
                return store.add(document.key(), document.encode()) instanceof AddResult.Added added
                        ? new Answer.Happened(added.version())
                        : new Answer.Refused();
            });
        } else if (operation instanceof Operation.Swap swap) {
            return write(() -> {
                Document document = swap.document();
                return store.swap(document.key(), document.encode(), swap.expected())
                                instanceof SwapResult.Swapped swapped
                        ? new Answer.Happened(swapped.version())
                        : new Answer.Refused();
            });
        } else if (operation instanceof Operation.Alarm alarm) {
            observer.onEvent(new PosseEvent.TotalFailure(node, step.subject(), alarm.finding(), alarm.read()));
        } else {
            sleeper.pause(grace);
        }
        return new Answer.Continued();
    }

    private Answer read(Operation.Read read) {
        try {
            return new Answer.Found(store.getAll(read.keys()));
        } catch (StoreException e) {
            return new Answer.Failed(e);
        } catch (RuntimeException e) {
            return new Answer.Failed(
                    new StoreException("The store did not answer: " + read + ": " + e.getMessage(), e));
        }
    }

    private static Answer write(Supplier<Answer> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            return new Answer.Failed(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // S11, S12 and S17: refused before anything was sent.
            return new Answer.Failed(new StoreException("The store refused the write: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            // OutcomeUnknownException; and of an exception that the contract does not know nothing is known either.
            return new Answer.Unknown();
        }
    }

    private static PosseEvent.Answer kindOf(Answer answer) {
        if (answer instanceof Answer.Found) {
            return PosseEvent.Answer.FOUND;
        } else if (answer instanceof Answer.Happened) {
            return PosseEvent.Answer.HAPPENED;
        } else if (answer instanceof Answer.Refused) {
            return PosseEvent.Answer.REFUSED;
        } else if (answer instanceof Answer.Unknown) {
            return PosseEvent.Answer.UNKNOWN;
        } else if (answer instanceof Answer.Failed) {
            return PosseEvent.Answer.FAILED;
        }
        return PosseEvent.Answer.CONTINUED;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
