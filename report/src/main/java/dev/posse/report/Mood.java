package dev.posse.report;

/** How something is to be taken. It is always said in words too; the colour only helps the eye. */
public enum Mood {
    /** As it should be. */
    GOOD,
    /** Wrong. */
    BAD,
    /** To be looked at. */
    DOUBTFUL,
    /** Of no weight. */
    QUIET;

    String style() {
        return switch (this) {
            case GOOD -> "good";
            case BAD -> "bad";
            case DOUBTFUL -> "doubtful";
            case QUIET -> "quiet";
        };
    }
}
