package dev.posse.recovery;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.recovery.RecoveryTree.Branch;
import dev.posse.step.Answer;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * One patrol of one campaign: R0 to R2, and for a claim that is still unsettled then {@link SaleRecovery R3}; again until there is
 * nothing to do.
 */
public final class Patrol {

    /** How many sales one patrol settles before it leaves the rest to the next. */
    public static final int SALES = 64;

    /** How often one patrol begins again because a driver was at work; on a busy campaign one always is. */
    static final int MOVES = 2;

    /**
     * Where a patrol goes, and whose it is.
     *
     * @param campaign to be patrolled
     * @param node whose patrol it is
     * @param now when it began
     * @param known lastPurchasedSlot as this node has last read it, 0 if it never has; decides what is read first, and
     *     nothing else
     */
    public record PatrolTarget(String campaign, String node, Instant now, long known) {

        /**
         * Names a campaign of which this node has read nothing yet.
         *
         * @param campaign to be patrolled
         * @param node whose patrol it is
         * @param now when it began
         */
        public PatrolTarget(String campaign, String node, Instant now) {
            this(campaign, node, now, 0);
        }

        Subject subject() {
            return Subject.NONE.withCampaign(campaign);
        }
    }

    /** Why a patrol ended. */
    public enum Ending {
        /** R1: nothing to do. */
        QUIET,
        /** The campaign is absent: listed in the directory, and its creator died or is still at work. */
        ABSENT,
        /** The campaign is stopped; a person has to look. */
        STOPPED,
        /** Drivers, or a neighbour, are at work here. */
        SOMEBODY_AT_WORK,
        /** A settlement was left to the next patrol. */
        UNFINISHED,
        /** {@link #SALES} sales were settled and more may wait. */
        BOUND,
        /** Total failure; the alarm was raised. */
        ALARM
    }

    /**
     * A sale that the patrol finished.
     *
     * @param branch of the tree that it took
     * @param claim the sale
     */
    public record Finished(Branch branch, Claim claim) {}

    /**
     * What a patrol has done.
     *
     * @param ending why it ended
     * @param finished the sales that it settled, in order
     * @param last lastPurchasedSlot as last read, 0 if the campaign was never read
     */
    public record Report(Ending ending, List<Finished> finished, long last) {}

    /** A step of a patrol; it speaks of the campaign, if of nothing in particular. */
    interface PatrolStep extends Step<Report> {
        PatrolProgress progress();

        @Override
        default Subject subject() {
            return progress().target().subject();
        }
    }

    private Patrol() {}

    /**
     * Begins.
     *
     * @param target where to go
     * @return the first step
     */
    public static Step<Report> begin(PatrolTarget target) {
        return new R0(new PatrolProgress(target, List.of(), 0, 0, 0), target.known());
    }

    /**
     * Returns whether a patrol stands where it begins, at first or again: who leaves it there leaves nothing undone.
     *
     * @param step where it stands
     * @return true before R0
     */
    public static boolean isBeginning(Step<Report> step) {
        return step instanceof R0;
    }

    /**
     * Reads the campaign, and in the same round trip the slot after the last that this node knows of: where the campaign has
     * not moved since, R1 has nothing more to read.
     */
    record R0(PatrolProgress progress, long known) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R0;
        }

        private Key<Campaign> campaignKey() {
            return Key.campaign(progress.target().campaign());
        }

        private Key<Slot> slotKey() {
            return Key.slot(progress.target().campaign(), known + 1);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(campaignKey(), slotKey());
        }

        @Override
        public Next<Report> on(Answer answer) {
            Optional<Stored<Campaign>> campaign = campaignKey().in(answer.found());
            if (campaign.isEmpty()) {
                return progress.end(Ending.ABSENT);
            }
            PatrolProgress next = progress.read(campaign.get().document());
            if (campaign.get().document().status() == Status.STOPPED) {
                return next.end(Ending.STOPPED);
            } else if (progress.finished().size() >= SALES) {
                return next.end(Ending.BOUND);
            }
            R1 r1 = new R1(next, campaign.get());
            return next.last() == known ? r1.on(answer) : r1;
        }
    }

    /** Reads the slot after the last, unless that is known. */
    record R1(PatrolProgress progress, Stored<Campaign> campaign) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R1;
        }

        private Key<Slot> slotKey() {
            return Key.slot(campaign.document().id(), campaign.document().lastPurchasedSlot() + 1);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(slotKey());
        }

        @Override
        public Next<Report> on(Answer answer) {
            Optional<Stored<Slot>> slot = slotKey().in(answer.found());
            if (RecoveryTree.unsettled(slot.map(Stored::document)).isEmpty()) {
                return progress.end(Ending.QUIET);
            }
            long next = campaign.document().lastPurchasedSlot() + 1;
            if (next <= progress.graced()) {
                return SaleRecovery.begin(progress, campaign, slot.get());
            }
            return next < campaign.document().capacity()
                    ? new R1Run(progress, campaign, slot.get())
                    : new R2(progress.gracing(next), campaign, slot.get());
        }
    }

    /** Reads how far the claims go on, so that the patrol waits once for all of them and not for each. */
    record R1Run(PatrolProgress progress, Stored<Campaign> campaign, Stored<Slot> slot) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R1_RUN;
        }

        private Key<Slot> key(long number) {
            return Key.slot(campaign.document().id(), number);
        }

        @Override
        public Operation operation() {
            long next = campaign.document().lastPurchasedSlot() + 1;
            return new Operation.Read(LongStream.rangeClosed(
                            next + 1, Math.min(next + SALES, campaign.document().capacity()))
                    .mapToObj(number -> key(number).name())
                    .toList());
        }

        @Override
        public Next<Report> on(Answer answer) {
            long claimed = campaign.document().lastPurchasedSlot() + 1;
            if (answer instanceof Answer.Failed) {
                // How long the run is saves graces, no more: a slot that cannot be read keeps nobody from the one
                // before it.
                return new R2(progress.gracing(claimed), campaign, slot);
            }
            while (RecoveryTree.unsettled(key(claimed + 1).in(answer.found()).map(Stored::document))
                    .isPresent()) {
                claimed++;
            }
            return new R2(progress.gracing(claimed), campaign, slot);
        }
    }

    /** Waits the grace, to let the driver finish. */
    record R2(PatrolProgress progress, Stored<Campaign> campaign, Stored<Slot> slot) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R2;
        }

        @Override
        public Operation operation() {
            return new Operation.Grace();
        }

        @Override
        public Next<Report> on(Answer answer) {
            return new R2Look(progress, campaign, slot);
        }
    }

    /** Reads the campaign again: has the driver finished? */
    record R2Look(PatrolProgress progress, Stored<Campaign> campaign, Stored<Slot> slot) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R2_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(campaign.document().key());
        }

        @Override
        public Next<Report> on(Answer answer) {
            Optional<Stored<Campaign>> read =
                    Key.campaign(campaign.document().id()).in(answer.found());
            if (read.isEmpty()) {
                return progress.end(Ending.ABSENT);
            }
            if (read.get().document().status() == Status.STOPPED) {
                return progress.end(Ending.STOPPED);
            }
            return read.get().document().lastPurchasedSlot() == progress.last()
                    ? SaleRecovery.begin(progress, read.get(), slot)
                    : progress.read(read.get().document()).moved();
        }
    }
}
