package dev.posse.conformance.architecture.wrong.fault;

import dev.posse.conformance.architecture.wrong.report.Written;

/** Knows a report. */
abstract class SeesReports {
    abstract Written sees();
}
