package dev.posse.admin;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Doubt;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.OutcomeUnknownException;
import java.util.Optional;

/**
 * Closes, stops or opens a campaign. Ends with the campaign as it stands then, or empty if there is none.
 *
 * <p>Closing stops new locks. A driver that has read the campaign before, or a lock that stands already, may still win.
 */
public final class StatusChange {

    private static final int ROUNDS = 100;

    private StatusChange() {}

    /**
     * Begins.
     *
     * @param campaign which
     * @param status to give it
     * @param reason to be read later, if there is one
     * @return the first step
     */
    public static Step<Optional<Campaign>> begin(String campaign, Status status, Optional<String> reason) {
        return new ReadCampaign(campaign, status, reason, Doubt.NONE, 1);
    }

    /** Reads the campaign. */
    record ReadCampaign(String campaign, Status status, Optional<String> reason, Doubt doubt, int round)
            implements Step<Optional<Campaign>> {
        @Override
        public StepName name() {
            return StepName.STATUS_LOOK;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(campaign);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Keys.campaign(campaign));
        }

        @Override
        public Next<Optional<Campaign>> on(Answer answer) {
            doubt.throwIfCertain(answer);
            if (answer instanceof Answer.Failed) {
                // Thrown, it would be heard as a failure of the write before, of which nobody knows.
                return again(campaign, status, reason, doubt, round);
            }
            Optional<Stored<Campaign>> read = Stored.in(answer.found(), Keys.campaign(campaign), Campaign::decode);
            boolean done = read.filter(present -> present.document().status() != status)
                    .isEmpty();
            // A shop that closes does not lift a stop: only an operator who opens the campaign again does.
            boolean kept = status == Status.CLOSED
                    && read.filter(present -> present.document().status() == Status.STOPPED)
                            .isPresent();
            return done || kept
                    ? new End<>(read.map(Stored::document))
                    : new Write(read.orElseThrow(), status, reason, doubt, round);
        }
    }

    /** Writes the status. */
    record Write(Stored<Campaign> before, Status status, Optional<String> reason, Doubt doubt, int round)
            implements Step<Optional<Campaign>> {
        @Override
        public StepName name() {
            return StepName.STATUS;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(before.document().id());
        }

        private Campaign after() {
            return before.document().with(status, reason);
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after(), before.version());
        }

        @Override
        public Next<Optional<Campaign>> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return new End<>(Optional.of(after()));
            }
            doubt.throwIfCertain(answer);
            return again(before.document().id(), status, reason, doubt.after(answer), round);
        }
    }

    private static Next<Optional<Campaign>> again(
            String campaign, Status status, Optional<String> reason, Doubt doubt, int round) {
        if (round >= ROUNDS) {
            throw new OutcomeUnknownException("Whether the campaign " + campaign + " is " + status
                    + " is not known after " + ROUNDS + " tries; ask again");
        }
        return new ReadCampaign(campaign, status, reason, doubt, round + 1);
    }
}
