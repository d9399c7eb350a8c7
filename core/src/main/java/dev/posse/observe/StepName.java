package dev.posse.observe;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The name of a step: the complete list, in the protocol's order. What a step does is told in {@code docs/protocol.md}. Of each
 * step the part before the dot is the protocol's number, the part behind it what is done on the way: {@code look} finds out
 * what the write before has come to, {@code archive} reads or writes the archive, {@code seal} makes a refusal final.
 */
public enum StepName {
    /** Reads campaign and account before a purchase. */
    D0("D0"),
    /** Reads the archive before a purchase. */
    D1_ARCHIVE("D1.archive"),
    /** Reads the slot of another purchase's lock. */
    D1_LOOK("D1.look"),
    /** Reads the slot to be aimed at, where the node could not read it before. */
    D1_SLOT("D1.slot"),
    /** Reads the archive before a refusal is sealed. */
    D1_SEAL_ARCHIVE("D1.seal.archive"),
    /** Seals a refusal. */
    D1_SEAL("D1.seal"),
    /** Locks the account. */
    D2("D2"),
    /** Reads whether the lock landed. */
    D2_LOOK("D2.look"),
    /** Reads the slot, where the lock may have landed and been forgotten. */
    D2_SLOT("D2.slot"),
    /** Reads whether the slot below is claimed, where one is aimed at whose turn may not have come. */
    D3_BELOW("D3.below"),
    /** Claims the slot: the shot. */
    D3("D3"),
    /** Reads what stands at the slot. */
    D3_LOOK("D3.look"),
    /** Archives what giving up pushes out of the window. */
    D3B_ARCHIVE("D3b.archive"),
    /** Reads whether that is archived. */
    D3B_ARCHIVE_LOOK("D3b.archive.look"),
    /** Aims again, or unlocks. */
    D3B("D3b"),
    /** Reads what became of that. */
    D3B_LOOK("D3b.look"),
    /** Reads the slot that was aimed at. */
    D3B_SLOT("D3b.slot"),
    /** Records the transaction. */
    D4("D4"),
    /** Reads whose transaction stands. */
    D4_LOOK("D4.look"),
    /** Archives what the debit pushes out of the window. */
    D5_ARCHIVE("D5.archive"),
    /** Reads whether that is archived. */
    D5_ARCHIVE_LOOK("D5.archive.look"),
    /** Debits and unlocks the account. */
    D5("D5"),
    /** Reads whether the debit is in place. */
    D5_LOOK("D5.look"),
    /** Moves the campaign on. */
    D6("D6"),
    /** Reads how far the campaign is. */
    D6_LOOK("D6.look"),

    /** Reads the account at a login. */
    L0("L0"),
    /** Reads the account for a question about a purchase. */
    L0_LOOK("L0.look"),
    /** Reads the archive for such a question. */
    L0_ARCHIVE("L0.archive"),
    /** Archives what calling off pushes out of the window. */
    L0_SEAL_ARCHIVE("L0.seal.archive"),
    /** Reads whether that is archived. */
    L0_SEAL_ARCHIVE_LOOK("L0.seal.archive.look"),
    /** Seals the answer "not purchased", or calls off. */
    L0_SEAL("L0.seal"),
    /** Reads whether a claim may be fired. */
    L1_LOOK("L1.look"),
    /** Reads a slot that is known to be settled. */
    L1_DEAD("L1.dead"),
    /** Fires the shot on the attempt's behalf. */
    L1("L1"),
    /** Reads what stands at the slot now. */
    L2("L2"),
    /** Archives what clearing pushes out of the window. */
    L2_ARCHIVE("L2.archive"),
    /** Reads whether that is archived. */
    L2_ARCHIVE_LOOK("L2.archive.look"),
    /** Unlocks the account without a debit. */
    L2_CLEAR("L2.clear"),

    /** Reads the campaign on patrol. */
    R0("R0"),
    /** Reads the slot after the last. */
    R1("R1"),
    /** Reads how many claims follow it, to give all of them one grace. */
    R1_RUN("R1.run"),
    /** Waits the grace. */
    R2("R2"),
    /** Reads the campaign again. */
    R2_LOOK("R2.look"),
    /** Reads transaction and account of an unsettled sale. */
    R3("R3"),
    /** Reads the transaction once more. */
    R3B_I("R3b.i"),

    /** Raises the alarm: the documents contradict each other. */
    TOTAL_FAILURE("total failure"),
    /** Reads the campaign that is to be stopped. */
    STOP_LOOK("stop.look"),
    /** Stops the campaign. */
    STOP("stop"),

    /** Reads the account for a deposit or withdrawal. */
    B0("B0"),
    /** Reads the archive for a deposit or withdrawal. */
    B0_ARCHIVE("B0.archive"),
    /** Archives what the booking pushes out of the window. */
    B1_ARCHIVE("B1.archive"),
    /** Reads whether that is archived. */
    B1_ARCHIVE_LOOK("B1.archive.look"),
    /** Books. */
    B1("B1"),
    /** Creates a document. */
    CREATE("create"),
    /** Reads whether it was created. */
    CREATE_LOOK("create.look"),
    /** Reads the directory of campaigns. */
    LIST_LOOK("list.look"),
    /** Lists a campaign in the directory. */
    LIST("list"),
    /** Reads the campaign that is to be closed, stopped or opened. */
    STATUS_LOOK("status.look"),
    /** Closes, stops or opens the campaign. */
    STATUS("status");

    private static final Map<String, StepName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(StepName::text, Function.identity()));

    private final String text;

    StepName(String text) {
        this.text = text;
    }

    /**
     * {@return the name as logs, meters and {@code docs/protocol.md} spell it, such as {@code D3.look}}
     */
    public String text() {
        return text;
    }

    /**
     * Finds a name by its text.
     *
     * @param text such as {@code D3.look}
     * @return the name
     * @throws IllegalArgumentException if no step is called so
     */
    public static StepName of(String text) {
        Objects.requireNonNull(text, "text");
        StepName name = BY_TEXT.get(text);
        if (name == null) {
            throw new IllegalArgumentException("No step is called " + text);
        }
        return name;
    }

    @Override
    public String toString() {
        return text;
    }
}
