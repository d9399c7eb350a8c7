package dev.posse.conformance.architecture.wrong.history;

/** The other half. */
abstract class Egg {
    abstract Chicken becomes();
}
