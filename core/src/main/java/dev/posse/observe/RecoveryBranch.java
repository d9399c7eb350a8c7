package dev.posse.observe;

/**
 * Where in the tree of recovery a half-done sale was found; {@code docs/protocol.md} draws it. A sale that was finished bears
 * {@link #R3A_I}, {@link #R3A_II} or {@link #R3B_II}.
 */
public enum RecoveryBranch {
    /** The buyer's account does not exist. */
    R3("R3"),
    /** The transaction states other facts than the claim. */
    R3A("R3a"),
    /** Only the campaign was to be moved on. */
    R3A_I("R3a.i"),
    /** The account was to be debited, then the campaign moved. */
    R3A_II("R3a.ii"),
    /** No transaction, and no lock for it: somebody is at work, or the sale is lost. */
    R3B_I("R3b.i"),
    /** The transaction was to be added, then the account debited, then the campaign moved. */
    R3B_II("R3b.ii");

    private final String text;

    RecoveryBranch(String text) {
        this.text = text;
    }

    /**
     * {@return the name as logs, meters and {@code docs/protocol.md} spell it, such as {@code R3b.ii}}
     */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
