package dev.posse.examples.harness.report;

import java.util.Arrays;
import java.util.Optional;

/** The branches of the recovery tree at which a patrol finishes a sale, as docs/protocol.md has them. */
enum Branch {
    R3A_I("R3a.i", "The transaction was recorded and the account debited: only the campaign had to be moved on (D6)."),
    R3A_II(
            "R3a.ii",
            "The transaction was recorded and the account still locked: debited and unlocked (D5), campaign moved on (D6)."),
    R3B_I("R3b.i", "No transaction, and no lock of this attempt: somebody else was at work, and was left to it."),
    R3B_II(
            "R3b.ii",
            "The slot was claimed and nothing more: transaction recorded (D4), account debited and unlocked (D5),"
                    + " campaign moved on (D6).");

    private final String text;
    private final String sentence;

    Branch(String text, String sentence) {
        this.text = text;
        this.sentence = sentence;
    }

    static Optional<Branch> of(String text) {
        return Arrays.stream(values())
                .filter(branch -> branch.text.equals(text))
                .findFirst();
    }

    String sentence() {
        return sentence;
    }
}
