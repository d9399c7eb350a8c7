package dev.posse.purchase;

import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Map;
import java.util.Optional;

/**
 * Total failure, which must never happen: tells everybody what was read, repairs nothing, and marks the campaign stopped
 * in its document, so that every node honours it.
 */
public final class TotalFailure {

    private TotalFailure() {}

    /**
     * Raises the alarm.
     *
     * @param subject about what
     * @param campaign to be stopped
     * @param finding the contradiction
     * @param read all that was read, by key
     * @return the steps that raise it
     */
    public static Step<Settled> raise(Subject subject, String campaign, String finding, Map<String, String> read) {
        return new Alarm(subject, campaign, finding, Map.copyOf(read));
    }

    /** Tells. */
    record Alarm(Subject subject, String campaign, String finding, Map<String, String> read) implements Step<Settled> {
        @Override
        public StepName name() {
            return StepName.TOTAL_FAILURE;
        }

        @Override
        public Operation operation() {
            return new Operation.Alarm(finding, read);
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return NestedStep.of(StatusChange.stopAfterAlarm(subject, campaign, finding), new AfterStop());
        }
    }

    /** Ends; whether the campaign could be stopped or not, nothing is repaired. */
    record AfterStop() implements NestedStep.Continuation<Optional<Campaign>, Settled> {
        @Override
        public Next<Settled> with(Optional<Campaign> stopped) {
            return new End<>(new Settled.Broken());
        }

        @Override
        public Next<Settled> after(RuntimeException trouble) {
            return new End<>(new Settled.Broken());
        }
    }
}
