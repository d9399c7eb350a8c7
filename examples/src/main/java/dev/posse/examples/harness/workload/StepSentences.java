package dev.posse.examples.harness.workload;

import java.util.HashMap;
import java.util.Map;

/** What each step of the protocol is for, in a sentence, for a reader who has not read {@code docs/protocol.md}. */
public final class StepSentences {

    private static final Map<String, String> STEPS = new HashMap<>();
    private static final Map<String, String> BRANCHES = Map.of(
            "R3", "The buyer's account does not exist: a person has to look.",
            "R3a", "The transaction contradicts the claim: a person has to look.",
            "R3a.i", "Slot, transaction and debit were in place; only the campaign had to be moved on.",
            "R3a.ii", "Slot and transaction were in place; the debit was missing, and then the campaign had to move.",
            "R3b.i", "There is no transaction and no lock: somebody is at work on it, so it is looked at once more.",
            "R3b.ii", "Only the slot was claimed: transaction, debit and campaign were all missing.");

    static {
        STEPS.put("D0", "Reads the campaign and the account, to see what may be sold to whom.");
        STEPS.put("D1.archive", "Looks whether this purchase id was used long ago: an id buys once, for ever.");
        STEPS.put(
                "D1.look", "The account is locked by another purchase; its slot says whether that one has been sold.");
        STEPS.put("D1.slot", "Looks at a slot that could not be read a moment ago, before anybody is locked for it.");
        STEPS.put("D1.seal.archive", "Makes room in the account before a refusal is made final.");
        STEPS.put("D1.seal", "Makes the refusal final: earlier calls with this id cannot buy any more.");
        STEPS.put("D2", "Writes into the account what it is about to do: from here on anybody can finish it.");
        STEPS.put("D2.look", "The answer was lost, so the account is read: did the lock arrive?");
        STEPS.put("D2.slot", "Reads the slot, for the lock may have arrived and been forgotten.");
        STEPS.put("D3.below", "Looks whether the slot below is taken, for slots are sold in order.");
        STEPS.put("D3", "Takes the slot, if nobody was faster: this one write decides the sale.");
        STEPS.put("D3.look", "Reads the slot to see whose it is.");
        STEPS.put("D3b.archive", "Makes room in the account before it is unlocked.");
        STEPS.put("D3b.archive.look", "Reads whether that has arrived.");
        STEPS.put("D3b", "Somebody was faster: aims at the next slot, or unlocks the account.");
        STEPS.put("D3b.look", "The answer was lost, so the account is read once more.");
        STEPS.put("D3b.slot", "Reads the slot that was aimed at.");
        STEPS.put("D4", "Records the sale a second time, beside the slot.");
        STEPS.put("D4.look", "Reads whose record stands there.");
        STEPS.put("D5.archive", "Moves the oldest entry of the account into its archive, to make room for this one.");
        STEPS.put("D5.archive.look", "Reads whether that has arrived.");
        STEPS.put("D5", "Takes the money, unlocks the account and notes the purchase, in one write.");
        STEPS.put("D5.look", "The answer was lost, so the account is read: is it debited?");
        STEPS.put("D6", "Moves the campaign past the slot: the sale is settled.");
        STEPS.put("D6.look", "Reads how far the campaign is.");
        STEPS.put("L0", "Somebody logs in: reads the account, to see whether something stands half done.");
        STEPS.put("L0.look", "Reads the account, to answer what became of the purchase.");
        STEPS.put("L0.archive", "Looks for the purchase in the account's archive.");
        STEPS.put("L0.seal.archive", "Makes room in the account before the answer is made final.");
        STEPS.put("L0.seal.archive.look", "Reads whether that has arrived.");
        STEPS.put("L0.seal", "Makes the answer final: calls that are still under way cannot buy any more.");
        STEPS.put("L1.look", "Reads whether the slot may be taken on the dead node's behalf.");
        STEPS.put("L1.dead", "Reads a slot that is settled already.");
        STEPS.put("L1", "Fires the write that the lock names, on the dead node's behalf: it can succeed once only.");
        STEPS.put("L2", "Reads the slot: was the half-done purchase sold or not?");
        STEPS.put("L2.archive", "Makes room in the account before it is unlocked.");
        STEPS.put("L2.archive.look", "Reads whether that has arrived.");
        STEPS.put("L2.clear", "The purchase can never be sold any more: unlocks the account, without a debit.");
        STEPS.put("R0", "A patrol reads how far the campaign is.");
        STEPS.put("R1", "The patrol reads the slot behind: is it taken, and not settled?");
        STEPS.put("R1.run", "The patrol reads how many slots behind are taken as well.");
        STEPS.put("R2", "The patrol waits a moment, for whoever is selling may live.");
        STEPS.put("R2.look", "The patrol reads the campaign again: has it moved?");
        STEPS.put("R3", "The patrol reads what is in place of the sale: the transaction, the debit.");
        STEPS.put("R3b.i", "The patrol reads the transaction once more, before it does anything.");
        STEPS.put("total failure", "The documents contradict each other: raises the alarm, and repairs nothing.");
        STEPS.put("stop.look", "Reads the campaign that is to be stopped.");
        STEPS.put("stop", "Stops the campaign, until a person has looked.");
        STEPS.put("B0", "Reads the account for a deposit or withdrawal.");
        STEPS.put("B0.archive", "Looks whether this deposit was booked long ago.");
        STEPS.put("B1.archive", "Makes room in the account before it is booked.");
        STEPS.put("B1.archive.look", "Reads whether that has arrived.");
        STEPS.put("B1", "Books the deposit or withdrawal.");
        STEPS.put("create", "Creates a document.");
        STEPS.put("create.look", "Reads whether it was created.");
        STEPS.put("list.look", "Reads the directory of campaigns.");
        STEPS.put("list", "Lists a campaign in the directory.");
        STEPS.put("status.look", "Reads the campaign that is to be closed, stopped or opened.");
        STEPS.put("status", "Closes, stops or opens the campaign.");
    }

    private StepSentences() {}

    /**
     * Says what a step is for.
     *
     * @param step such as D3.look
     * @return a sentence; empty for a step that is not known here
     */
    public static String of(String step) {
        return STEPS.getOrDefault(step, "");
    }

    /**
     * Says what was missing where the posse found a half-done sale.
     *
     * @param branch of the recovery tree, such as R3b.ii
     * @return a sentence; empty for a branch that is not known here
     */
    public static String ofBranch(String branch) {
        return BRANCHES.getOrDefault(branch, "");
    }
}
