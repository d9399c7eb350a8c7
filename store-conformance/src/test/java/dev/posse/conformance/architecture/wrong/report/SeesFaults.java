package dev.posse.conformance.architecture.wrong.report;

import dev.posse.conformance.architecture.wrong.fault.Unlisted;

/** Knows a fault. */
abstract class SeesFaults {
    abstract Unlisted sees();
}
