package dev.posse.conformance.architecture.wrong.report;

/** A report. */
public final class Written {}
