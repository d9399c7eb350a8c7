package dev.posse.examples.architecture.wrong.cli;

import dev.posse.examples.architecture.wrong.examples.Example;

/** A command that could not run without the examples. */
final class SeesAnExample {
    Example example() {
        return new Example();
    }
}
