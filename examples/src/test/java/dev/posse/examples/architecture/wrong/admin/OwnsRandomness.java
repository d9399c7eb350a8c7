package dev.posse.examples.architecture.wrong.admin;

import java.util.concurrent.ThreadLocalRandom;

/** Owns randomness. */
final class OwnsRandomness {
    int roll() {
        return ThreadLocalRandom.current().nextInt(6);
    }
}
