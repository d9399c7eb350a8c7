package dev.posse.examples.architecture.wrong.admin;

import java.util.concurrent.ThreadLocalRandom;

/** Owns dice. */
final class ThrowsDice {
    int roll() {
        return ThreadLocalRandom.current().nextInt(6);
    }
}
