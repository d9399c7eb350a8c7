package dev.posse.admin;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
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

    private StatusChange() {}

    /** Who wants it, and what becomes of trouble. */
    private enum Cause {
        /** Somebody asks: what failed for certain is thrown, and in the end that nobody knows. */
        ASKED(StepName.STATUS_LOOK, StepName.STATUS, 100),
        /** An alarm was raised. Without the store nothing can be stopped; the next patrol raises the alarm again. */
        ALARM(StepName.STOP_LOOK, StepName.STOP, Bounds.TRIES);

        private final StepName look;
        private final StepName write;
        private final int rounds;

        Cause(StepName look, StepName write, int rounds) {
            this.look = look;
            this.write = write;
            this.rounds = rounds;
        }
    }

    /** What is to be changed, and whether a write of this call may have happened. */
    private record Change(
            Subject subject, String campaign, Status status, Optional<String> reason, Cause cause, Doubt doubt) {

        Change after(Answer answer) {
            return new Change(subject, campaign, status, reason, cause, doubt.after(answer));
        }

        void throwIfCertain(Answer answer) {
            if (cause == Cause.ASKED) {
                doubt.throwIfCertain(answer);
            }
        }

        Next<Optional<Campaign>> again(int round) {
            if (round < cause.rounds) {
                return new ReadCampaign(this, round + 1);
            } else if (cause == Cause.ALARM) {
                return new End<>(Optional.empty());
            }
            throw new OutcomeUnknownException("Whether the campaign " + campaign + " is " + status
                    + " is not known after " + cause.rounds + " tries; ask again");
        }
    }

    /**
     * Begins, because somebody asks.
     *
     * @param campaign which
     * @param status to give it
     * @param reason to be read later, if there is one
     * @return the first step
     */
    public static Step<Optional<Campaign>> begin(String campaign, Status status, Optional<String> reason) {
        return new ReadCampaign(
                new Change(Subject.NONE.withCampaign(campaign), campaign, status, reason, Cause.ASKED, Doubt.NONE), 1);
    }

    /**
     * Stops a campaign after an alarm, as far as the store allows: ends, too, where that cannot be done.
     *
     * @param subject what the alarm is about
     * @param campaign which
     * @param finding to be read later
     * @return the first step
     */
    public static Step<Optional<Campaign>> stopAfterAlarm(Subject subject, String campaign, String finding) {
        return new ReadCampaign(
                new Change(subject, campaign, Status.STOPPED, Optional.of(finding), Cause.ALARM, Doubt.NONE), 1);
    }

    private interface StatusStep extends Step<Optional<Campaign>> {
        Change change();

        @Override
        default Subject subject() {
            return change().subject();
        }
    }

    /** Reads the campaign. */
    record ReadCampaign(Change change, int round) implements StatusStep {
        @Override
        public StepName name() {
            return change.cause().look;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.campaign(change.campaign()));
        }

        @Override
        public int roundsBefore() {
            return round - 1;
        }

        @Override
        public Next<Optional<Campaign>> on(Answer answer) {
            change.throwIfCertain(answer);
            if (answer instanceof Answer.Failed) {
                // Thrown, it would be heard as a failure of the write before, of which nobody knows.
                return change.again(round);
            }
            Optional<Stored<Campaign>> read = Key.campaign(change.campaign()).in(answer.found());
            boolean done = read.filter(present -> present.document().status() != change.status())
                    .isEmpty();
            // A shop that closes does not lift a stop: only an operator who opens the campaign again does.
            boolean kept = change.status() == Status.CLOSED
                    && read.filter(present -> present.document().status() == Status.STOPPED)
                            .isPresent();
            return done || kept ? new End<>(read.map(Stored::document)) : new Write(change, read.orElseThrow(), round);
        }
    }

    /** Writes the status. */
    record Write(Change change, Stored<Campaign> before, int round) implements StatusStep {
        @Override
        public StepName name() {
            return change.cause().write;
        }

        private Campaign after() {
            return before.document().with(change.status(), change.reason());
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
            change.throwIfCertain(answer);
            return change.after(answer).again(round);
        }
    }
}
