package dev.posse.step;

import dev.posse.document.Document;
import dev.posse.document.Printable;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Walks an actor through its steps on a real store: asks, hears, tells the observer, goes on. Thread-safe. */
public final class StepRunner {

    private final String node;
    private final CasKeyValueStore store;
    private final PosseObserver observer;
    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final Duration grace;
    private final DoubleSupplier jitter;

    /**
     * Makes a runner without jitter, for those who are alone.
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
        this(node, store, observer, sleeper, nanoTime, grace, () -> 0);
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
     * @param jitter how much longer than needed a pause is, 0 to 1, so that those who meet do not meet again; safe for many threads
     */
    public StepRunner(
            String node,
            CasKeyValueStore store,
            PosseObserver observer,
            Sleeper sleeper,
            LongSupplier nanoTime,
            Duration grace,
            DoubleSupplier jitter) {
        this.node = node;
        this.store = store;
        this.observer = observer;
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.grace = grace;
        this.jitter = jitter;
    }

    /** Hears each step of one run, besides the observer. */
    @FunctionalInterface
    public interface StepListener {

        /**
         * Hears that an answer led on.
         *
         * @param taken the step that was taken
         * @param operation what it asked
         * @param answer what the store said
         */
        void on(Step<?> taken, Operation operation, Answer answer);
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
        return run(actor, start, (taken, operation, answer) -> {});
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
        return ((End<R>) run(actor, start, trace, next -> false, deadline())).result();
    }

    /**
     * Runs an actor to its end, or to where somebody else is to go on, for an errand that may have taken some of its time already. On a
     * store that takes chains it may be beyond that place.
     *
     * @param <R> what it finds out
     * @param actor who it is, for the events
     * @param start where it stands
     * @param trace hears each step
     * @param until where it stops
     * @param deadline of the whole errand; nobody waits for a patrol, which has none
     * @return where it stands
     */
    public <R> Next<R> run(
            Actor actor, Next<R> start, StepListener trace, Predicate<Next<R>> until, Deadline deadline) {
        return new Walk<>(actor, trace, start, deadline).walked(until);
    }

    /** {@return the deadline of an errand that begins now: {@link Bounds#CALL} from here} */
    public Deadline deadline() {
        return new Deadline(nanoTime, Bounds.CALL);
    }

    /** One run of one actor. */
    private final class Walk<R> {
        private final Actor actor;
        private final StepListener trace;
        private final Pacing pacing;
        private Next<R> next;

        Walk(Actor actor, StepListener trace, Next<R> start, Deadline deadline) {
            this.actor = actor;
            this.trace = trace;
            this.pacing = new Pacing(actor, sleeper, jitter, deadline);
            this.next = start;
        }

        Next<R> walked(Predicate<Next<R>> until) {
            int most = Math.min(store.chainLength(), StoreLimits.MAX_CHAIN_LINKS);
            // Every actor bounds its own loops; there is nothing to be bounded here.
            while (next instanceof Step<R> step && !until.test(next)) {
                pacing.before(step);
                Optional<SpeculativeChain> chain =
                        most > 1 && !pacing.isOver() ? SpeculativeChain.from(step, most) : Optional.empty();
                if (chain.isEmpty() || !isAnsweredBy(chain.get())) {
                    one((Step<R>) next);
                }
            }
            return next;
        }

        private void one(Step<R> step) {
            Operation operation = step.operation();
            boolean isTooLate = pacing.isOver();
            long began = nanoTime.getAsLong();
            Answer answer = isTooLate ? pacing.tooLate(operation) : perform(operation, step);
            take(step, operation, answer, began);
        }

        private void take(Step<R> step, Operation operation, Answer answer, long began) {
            if (observer.hearsSteps()) {
                observer.onEvent(new PosseEvent.StepTaken(
                        node,
                        actor,
                        step.name(),
                        step.subject(),
                        operation.toString(),
                        answer.kind(),
                        Duration.ofNanos(nanoTime.getAsLong() - began)));
            }
            trace.on(step, operation, answer);
            next = step.on(answer);
            pacing.after(answer, next);
        }

        /**
         * Takes the steps that a chain has answered.
         *
         * @return false if the step at which the chain ended, or the first one, is still to be asked by itself
         */
        private boolean isAnsweredBy(SpeculativeChain chain) {
            long began = nanoTime.getAsLong();
            ChainResult result = sent(chain.links());
            for (int at = 0; at < chain.links().size() && next instanceof Step<R> step; at++) {
                Operation operation = chain.operation(at, result.happened());
                if (at == result.happened().size()) {
                    Optional<Answer> answer = SpeculativeChain.answer(result.ending(), operation);
                    answer.ifPresent(known -> take(step, operation, known, began));
                    return answer.isPresent();
                }
                take(
                        step,
                        operation,
                        SpeculativeChain.happened(operation, result.happened().get(at)),
                        began);
            }
            return true;
        }
    }

    private ChainResult sent(List<ChainedWrite> links) {
        try {
            return store.chain(links);
        } catch (StoreException | IllegalStateException | IllegalArgumentException e) {
            // S11, S12 and S17: refused before anything was sent.
            return new ChainResult(
                    List.of(),
                    new Ending.Failed(
                            e instanceof StoreException known
                                    ? known
                                    : new StoreException("The store refused the chain: " + Printable.reason(e), e)));
        } catch (RuntimeException e) {
            // Of an exception that the contract does not know nothing is known.
            return new ChainResult(
                    List.of(),
                    new Ending.Unknown(new OutcomeUnknownException("The chain broke off: " + Printable.reason(e), e)));
        }
    }

    private Answer perform(Operation operation, Step<?> step) {
        if (operation instanceof Operation.Read read) {
            return read(read.keys(), operation);
        } else if (operation instanceof Operation.Expect expect) {
            return read(expect.keys(), operation);
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

    private Answer read(List<String> keys, Operation operation) {
        try {
            return new Answer.Found(store.getAll(keys));
        } catch (StoreException e) {
            return new Answer.Failed(e);
        } catch (RuntimeException e) {
            return new Answer.Failed(
                    new StoreException("The store did not answer: " + operation + ": " + Printable.reason(e), e));
        }
    }

    private static Answer write(Supplier<Answer> write) {
        try {
            return write.get();
        } catch (StoreException e) {
            return new Answer.Failed(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // S11, S12 and S17: refused before anything was sent.
            return new Answer.Failed(new StoreException("The store refused the write: " + Printable.reason(e), e));
        } catch (RuntimeException e) {
            // OutcomeUnknownException; and of an exception that the contract does not know nothing is known either.
            return new Answer.Unknown();
        }
    }
}
