package dev.posse.purchase;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.StoreException;
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
            return new StopLook(subject, campaign, finding, 1);
        }
    }

    /** Reads the campaign. */
    record StopLook(Subject subject, String campaign, String finding, int tries) implements Step<Settled> {
        @Override
        public StepName name() {
            return StepName.STOP_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Keys.campaign(campaign));
        }

        @Override
        public Next<Settled> on(Answer answer) {
            try {
                Optional<Stored<Campaign>> stored =
                        Stored.in(answer.found(), Keys.campaign(campaign), Campaign::decode);
                // An absent campaign sells nothing, and a stopped one has stopped.
                return stored.filter(present -> present.document().status() != Status.STOPPED)
                        .<Next<Settled>>map(present -> new Stop(subject, present, finding, tries))
                        .orElseGet(TotalFailure::end);
            } catch (StoreException e) {
                // Without the store nothing can be stopped; the next patrol raises the alarm again.
                return tries < Bounds.TRIES ? new StopLook(subject, campaign, finding, tries + 1) : end();
            } catch (DocumentException e) {
                return end();
            }
        }
    }

    /** Marks the campaign. */
    record Stop(Subject subject, Stored<Campaign> campaign, String finding, int tries) implements Step<Settled> {
        @Override
        public StepName name() {
            return StepName.STOP;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(
                    campaign.document().with(Status.STOPPED, Optional.of(finding)), campaign.version());
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return answer instanceof Answer.Happened || tries >= Bounds.TRIES
                    ? end()
                    : new StopLook(subject, campaign.document().id(), finding, tries + 1);
        }
    }

    private static Next<Settled> end() {
        return new End<>(new Settled.Broken());
    }
}
