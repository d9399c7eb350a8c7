package dev.posse.conformance.architecture.wrong.history;

/** One half of a circle inside a package. */
abstract class Chicken {
    abstract Egg lays();
}
