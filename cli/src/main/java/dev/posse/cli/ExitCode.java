package dev.posse.cli;

/** What the program's exit codes mean, the same for every command. {@code ./posse --help} lists them. */
public final class ExitCode {

    /** All is well, and what was asked for is done. */
    public static final int FINE = 0;

    /** What was looked at is not as it should be; the text says what. */
    public static final int NOT_HEALTHY = 1;

    /** The command line is wrong: an option, a file, or an id that the store does not hold. */
    public static final int USAGE = 2;

    /** The store does not answer, or refuses. */
    public static final int STORE_UNREACHABLE = 3;

    /** Not to be told now: ask again. */
    public static final int UNDECIDED = 4;

    /** The store answers, and nothing can be done with what it holds. */
    public static final int DATA_UNUSABLE = 5;

    /** What was asked for is refused, and nothing was bought or booked. */
    public static final int REFUSED = 6;

    /** An error that nobody has foreseen, as {@code sysexits.h} numbers it: far from all that a command may answer. */
    public static final int CRASHED = 70;

    /** Lines for {@code --help} that are the same for most commands. */
    static final String USAGE_LINE = "2:an option is wrong";

    static final String UNKNOWN_ID_LINE = "2:an option is wrong, or the store holds nothing of that id";
    static final String OTHER_TERMS_LINE =
            "2:an option is wrong, the store holds nothing of that id, or it was used with other terms";
    static final String OTHER_TERMS_OR_YES_LINE =
            "2:an option is wrong, --yes is missing, the store holds nothing of that id, or it was used with other terms";
    static final String UNKNOWN_WRITE_LINE = "4:nobody knows whether it was written; do it again";
    static final String UNREACHABLE_LINE = "3:the store does not answer, or refuses";
    static final String DATA_LINE = "5:the store is not set up, or what it holds cannot be used";

    private ExitCode() {}
}
