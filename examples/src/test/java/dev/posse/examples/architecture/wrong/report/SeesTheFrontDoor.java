package dev.posse.examples.architecture.wrong.report;

import dev.posse.examples.architecture.wrong.FrontDoor;

/** Breaks the direction: a room looks at the front door. */
public final class SeesTheFrontDoor {
    FrontDoor up() {
        return new FrontDoor();
    }
}
