package dev.posse.examples.harness.events;

import java.time.Duration;
import java.util.List;

/** Something that happened in a run. What is not known is empty, or 0 for a slot. */
public sealed interface RunEvent {

    /**
     * Tells when.
     *
     * @return microseconds since the run began, by the clock of the process that watches over it
     */
    long at();

    /**
     * The run has come to another phase.
     *
     * @param at when
     * @param phase that begins
     */
    record PhaseBegan(long at, RunPhase phase) implements RunEvent {}

    /**
     * A campaign was created.
     *
     * @param at when
     * @param campaign its id
     * @param capacity its slots
     */
    record CampaignCreated(long at, String campaign, long capacity) implements RunEvent {}

    /**
     * It was drawn what will go wrong.
     *
     * @param at when
     * @param faults a line each, in the order of time
     */
    record ScheduleDrawn(long at, List<String> faults) implements RunEvent {

        /**
         * Copies.
         *
         * @param at when
         * @param faults a line each, in the order of time
         */
        public ScheduleDrawn {
            faults = List.copyOf(faults);
        }
    }

    /**
     * A node has changed.
     *
     * @param at when
     * @param place from 0; whoever replaces a dead node has its place
     * @param node its name
     * @param change what became of it
     * @param detail in a few words: what befell its way, or after which step it was killed
     * @param pid of its process, or 0 if it has none of its own
     */
    record NodeChanged(long at, int place, String node, NodeChange change, String detail, long pid)
            implements RunEvent {}

    /**
     * A node was disturbed from inside: its clock was set, a buyer was interrupted, or hangs.
     *
     * @param at when
     * @param node its name
     * @param what in a few words
     */
    record NodeDisturbed(long at, String node, String what) implements RunEvent {}

    /**
     * The database was disturbed.
     *
     * @param at when
     * @param fault its kind, such as "failover"
     * @param detail what was done to whom
     */
    record DatabaseFaultBegan(long at, String fault, String detail) implements RunEvent {}

    /**
     * The database is well again.
     *
     * @param at when
     * @param fault its kind
     * @param began when it began
     */
    record DatabaseFaultEnded(long at, String fault, long began) implements RunEvent {}

    /**
     * A buyer has asked a node about a purchase. A detail.
     *
     * @param at when
     * @param purchase its id
     * @param account the buyer's
     * @param campaign wanted
     * @param node that was asked
     * @param request PURCHASE, AGAIN, OUTCOME or CANCEL
     */
    record Asked(long at, String purchase, String account, String campaign, String node, String request)
            implements RunEvent {}

    /**
     * A node has answered a buyer. A detail.
     *
     * @param at when
     * @param purchase its id
     * @param node that answered
     * @param word PURCHASED, IN_DOUBT or a reason such as BEATEN
     */
    record Answered(long at, String purchase, String node, String word) implements RunEvent {}

    /**
     * A buyer stands there without an answer, and does not know whether he has bought.
     *
     * @param at when
     * @param purchase its id
     * @param cause in a few words
     */
    record InDoubt(long at, String purchase, String cause) implements RunEvent {}

    /**
     * A purchase that was in doubt is not any more.
     *
     * @param at when
     * @param purchase its id
     * @param word what the buyer heard at last, or "walked away"; with "later: " before it where the buyer was told at the end
     *     of the run
     */
    record DoubtEnded(long at, String purchase, String word) implements RunEvent {}

    /**
     * A buyer has the final answer.
     *
     * @param at when
     * @param purchase its id
     * @param word PURCHASED, or a reason such as BEATEN
     */
    record PurchaseEnded(long at, String purchase, String word) implements RunEvent {}

    /**
     * A slot was claimed (D3): the sale is decided.
     *
     * @param at when
     * @param campaign its id
     * @param slot its number
     * @param node that claimed it, for its buyer or for another node's
     * @param purchase its id
     */
    record SlotClaimed(long at, String campaign, long slot, String node, String purchase) implements RunEvent {}

    /**
     * A campaign has moved on (D6): all its slots up to the last are settled.
     *
     * @param at when it was seen
     * @param campaign its id
     * @param last settled slot
     */
    record CampaignMoved(long at, String campaign, long last) implements RunEvent {}

    /**
     * A node died, or stood still, with a call under way.
     *
     * @param at when
     * @param purchase its id, or empty for a login
     * @param campaign wanted, or empty
     * @param node that died
     * @param step that it was at, or that it was heard of last; empty if it was none
     * @param decided whether the sale was known to be decided
     */
    record DriverDied(long at, String purchase, String campaign, String node, String step, boolean decided)
            implements RunEvent {}

    /**
     * The posse has finished a half-done sale.
     *
     * @param at when
     * @param campaign its id
     * @param slot its number
     * @param purchase its id
     * @param node whose patrol it was
     * @param branch of the recovery tree, such as R3b.ii
     * @param age since the driver began, by the clocks of two nodes
     */
    record SaleRecovered(long at, String campaign, long slot, String purchase, String node, String branch, Duration age)
            implements RunEvent {}

    /**
     * A sale whose driver died or stood still is settled: the campaign has moved past its slot.
     *
     * @param at when it was seen
     * @param campaign its id
     * @param slot its number
     * @param purchase its id
     * @param node that had it under way
     * @param step at which it was left
     * @param crashed when it was left
     * @param decidedBefore whether the slot was claimed when it was left; it was decided by somebody else later, if not
     */
    record CrashSettled(
            long at,
            String campaign,
            long slot,
            String purchase,
            String node,
            String step,
            long crashed,
            boolean decidedBefore)
            implements RunEvent {}

    /**
     * A login, or who else came by, has dealt with a lock that stood.
     *
     * @param at when
     * @param account its id
     * @param purchase that held the lock
     * @param campaign where it sold, or empty
     * @param slot that it sold, or 0
     * @param node that dealt with it
     * @param how SOLD, CLEARED or STUCK
     */
    record LockResolved(long at, String account, String purchase, String campaign, long slot, String node, String how)
            implements RunEvent {}

    /**
     * What must never happen.
     *
     * @param at when
     * @param node that says so, or empty
     * @param finding in a sentence
     */
    record Alarmed(long at, String node, String finding) implements RunEvent {}

    /**
     * A step was taken for a purchase. A detail.
     *
     * @param at when it was told; in a chain all are told when all have been taken
     * @param node that took it
     * @param actor DRIVER, LOGIN, PATROL or ADMIN
     * @param step its name, such as D3.look
     * @param purchase its id; empty while who takes the step does not know it
     * @param account the buyer's, or empty
     * @param campaign where, or empty
     * @param slot its number, or 0
     * @param operation what was asked of the store, such as "add slot/drop/1"
     * @param answer FOUND, HAPPENED, REFUSED, UNKNOWN, FAILED or CONTINUED
     * @param tookMicros from asking to the answer
     */
    record StepTaken(
            long at,
            String node,
            String actor,
            String step,
            String purchase,
            String account,
            String campaign,
            long slot,
            String operation,
            String answer,
            long tookMicros)
            implements RunEvent {}

    /**
     * The run is over.
     *
     * @param at when
     * @param balanced whether the books balance
     * @param summary as the command prints it
     */
    record RunEnded(long at, boolean balanced, String summary) implements RunEvent {}
}
