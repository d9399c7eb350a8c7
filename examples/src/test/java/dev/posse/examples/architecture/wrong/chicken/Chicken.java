package dev.posse.examples.architecture.wrong.chicken;

import dev.posse.examples.architecture.wrong.egg.Egg;

/** One half of a cycle. */
public final class Chicken {
    Egg lays() {
        return new Egg();
    }
}
