package dev.posse.bench;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where a script applies; its methods say what happens there. Several may apply to one call, the last one outermost. */
public final class Script {

    private final Predicate<Call<?>> when;
    private final List<Rule> rules;

    Script(Predicate<Call<?>> when, List<Rule> rules) {
        this.when = when;
        this.rules = rules;
    }

    /** One call, as a rule sees it. */
    record Call<T>(String step, int nthOfStep, int number, String what, Supplier<T> truth, Supplier<T> refusal) {

        Call<T> answering(Supplier<T> answer) {
            return new Call<>(step, nthOfStep, number, what, answer, refusal);
        }
    }

    /** Whether the operation is done. */
    private enum Effect {
        NOW,
        LATER,
        NEVER
    }

    /** What is heard of it. */
    private enum Reply {
        TRUTH,
        UNKNOWN,
        FAILURE,
        REFUSAL,
        NOTHING_EVER_AGAIN
    }

    record Rule(Predicate<Call<?>> when, Fault twist) {}

    /** What happens instead of the truth, or around it. */
    record Fault(Runnable before, Effect deed, Runnable after, Reply reply) {

        <T> T perform(Call<T> call, List<Runnable> late) {
            before.run();
            if (deed == Effect.LATER) {
                late.add(() -> {
                    T unused = call.truth().get();
                });
            }
            if (deed != Effect.NOW) {
                return answerWithoutDeed(call);
            }
            T truth = call.truth().get();
            after.run();
            return reply == Reply.TRUTH ? truth : answerWithoutDeed(call);
        }

        private <T> T answerWithoutDeed(Call<T> call) {
            return switch (reply) {
                case UNKNOWN -> throw new OutcomeUnknownException("scripted: nobody knows of " + call.what());
                case FAILURE -> throw new StoreException("scripted: failed, " + call.what());
                case NOTHING_EVER_AGAIN -> throw new NodeKilled(call.what());
                default -> call.refusal().get();
            };
        }
    }

    private static void nobody() {}

    private void then(Effect deed, Reply reply) {
        rules.add(new Rule(when, new Fault(Script::nobody, deed, Script::nobody, reply)));
    }

    /** "Nobody knows", and it was done. */
    public void unknownButDone() {
        then(Effect.NOW, Reply.UNKNOWN);
    }

    /** "Nobody knows", and it was not done. */
    public void unknownAndLost() {
        then(Effect.NEVER, Reply.UNKNOWN);
    }

    /** "Nobody knows", and it is done when the test says {@link ScriptedStore#land}. */
    public void unknownAndLate() {
        then(Effect.LATER, Reply.UNKNOWN);
    }

    /** A definite failure: nothing was done. */
    public void fails() {
        then(Effect.NEVER, Reply.FAILURE);
    }

    /** A refusal for no reason (S6): nothing was done. */
    public void refuses() {
        then(Effect.NEVER, Reply.REFUSAL);
    }

    /** Somebody is first. */
    public void before(Runnable somebody) {
        rules.add(new Rule(when, new Fault(somebody, Effect.NOW, Script::nobody, Reply.TRUTH)));
    }

    /** Somebody comes between the operation and its answer. */
    public void after(Runnable somebody) {
        rules.add(new Rule(when, new Fault(Script::nobody, Effect.NOW, somebody, Reply.TRUTH)));
    }

    /** The node dies; the operation does not happen. */
    public void cutsPowerBefore() {
        then(Effect.NEVER, Reply.NOTHING_EVER_AGAIN);
    }

    /** The node dies; the operation has happened. */
    public void cutsPowerAfter() {
        then(Effect.NOW, Reply.NOTHING_EVER_AGAIN);
    }

    /** The node dies; the operation happens when the test says {@link ScriptedStore#land}. */
    public void cutsPowerAndLandsLater() {
        then(Effect.LATER, Reply.NOTHING_EVER_AGAIN);
    }
}
