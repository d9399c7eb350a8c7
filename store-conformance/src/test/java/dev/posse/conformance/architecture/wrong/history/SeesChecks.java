package dev.posse.conformance.architecture.wrong.history;

import dev.posse.conformance.architecture.wrong.check.SeesFrontDoor;

/** Knows a check. */
abstract class SeesChecks {
    abstract SeesFrontDoor sees();
}
