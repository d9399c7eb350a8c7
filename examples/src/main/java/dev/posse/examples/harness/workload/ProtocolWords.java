package dev.posse.examples.harness.workload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol's short names in words, for a reader who has not read the protocol: the short name stands behind. */
public final class ProtocolWords {

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("B0", "reading an account for a deposit"),
            Map.entry("B1", "booking a deposit or withdrawal"),
            Map.entry("D0", "reading before a purchase"),
            Map.entry("D1", "finding earlier calls"),
            Map.entry("D2", "locking the account"),
            Map.entry("D3", "claiming the slot"),
            Map.entry("D3b", "unlocking after another was faster"),
            Map.entry("D4", "recording the transaction"),
            Map.entry("D5", "debiting the account"),
            Map.entry("D6", "moving the campaign on"),
            Map.entry("L0", "reading at a login"),
            Map.entry("L1", "voiding the slot of a dead purchase"),
            Map.entry("L2", "reading the slot of a dead purchase"),
            Map.entry("R0", "looking at a campaign"),
            Map.entry("R1", "looking for an unsettled slot"),
            Map.entry("R2", "giving its driver time"),
            Map.entry("R3", "reading an unsettled sale"),
            Map.entry("total failure", "raising the alarm"),
            Map.entry("stop", "stopping the campaign"),
            Map.entry("create", "creating a document"),
            Map.entry("list", "listing a campaign"),
            Map.entry("status", "closing or opening a campaign"));

    /** What is done on the way, whatever step it is the way to. */
    private static final Map<String, String> PARTS = Map.of(
            "look", "reading once more",
            "seal", "sealing off earlier calls",
            "slot", "reading the slot",
            "clear", "unlocking the account");

    private static final Map<String, String> BRANCHES = Map.of(
            "R3a.i", "only the campaign to be moved on",
            "R3a.ii", "debit and campaign",
            "R3b.i", "left to who is at work",
            "R3b.ii", "transaction and debit and campaign");

    private static final Map<String, String> LOCKS =
            Map.of("SOLD", "purchase finished", "CLEARED", "purchase called off", "STUCK", "left for later");

    private ProtocolWords() {}

    /**
     * Says what a step does.
     *
     * @param step such as D3
     * @return such as "claiming the slot (D3)"; a step that is not known here stays as it is
     */
    public static String step(String step) {
        String[] parts = step.split("[.]", 2);
        String words = parts.length == 2 && PARTS.containsKey(parts[1]) ? PARTS.get(parts[1]) : wordsOf(parts[0]);
        return words == null ? step : words + " (" + step + ")";
    }

    private static @Nullable String wordsOf(String step) {
        return STEPS.containsKey(step) || step.length() < 3 ? STEPS.get(step) : STEPS.get(step.substring(0, 2));
    }

    /**
     * Says what the posse did for a half-done sale.
     *
     * @param branch of the recovery, such as R3b.ii
     * @return in words, with the branch behind
     */
    public static String recovery(String branch) {
        String words = BRANCHES.get(branch);
        return words == null ? branch : words + " (" + branch + ")";
    }

    /**
     * Says what a login did about a lock.
     *
     * @param how SOLD, CLEARED or STUCK
     * @return in words
     */
    public static String lock(String how) {
        return LOCKS.getOrDefault(how, how);
    }
}
