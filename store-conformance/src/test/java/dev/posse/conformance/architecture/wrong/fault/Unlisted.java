package dev.posse.conformance.architecture.wrong.fault;

/** Public, and nobody said why. */
public final class Unlisted {}
