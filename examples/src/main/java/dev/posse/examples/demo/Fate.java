package dev.posse.examples.demo;

/** What became of the operation at which a driver was stopped. */
enum Fate {
    /** It was a read: nothing to become of. */
    READ("was a read"),
    /** The write was never sent. */
    NEVER("write was never sent"),
    /** The write arrived, whatever it was answered. */
    LANDED("write arrived"),
    /** The write arrived after its driver was dead. */
    LATE("write arrived when its node was dead");

    private final String words;

    Fate(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
