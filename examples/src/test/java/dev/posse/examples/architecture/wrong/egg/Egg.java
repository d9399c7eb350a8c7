package dev.posse.examples.architecture.wrong.egg;

import dev.posse.examples.architecture.wrong.chicken.Chicken;

/** The other half. */
public final class Egg {
    Chicken becomes() {
        return new Chicken();
    }
}
