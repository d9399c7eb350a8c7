package dev.posse.conformance;

import java.util.List;

/** What is looked at together, with stores of its own. */
enum Chapter {
    /** Every result of every operation. */
    ONE_THREAD("One client, one thread");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<Check> checks() {
        return switch (this) {
            case ONE_THREAD -> OneThread.checks();
        };
    }
}
