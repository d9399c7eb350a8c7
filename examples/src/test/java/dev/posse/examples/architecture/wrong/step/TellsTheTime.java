package dev.posse.examples.architecture.wrong.step;

/** Owns a clock. */
final class TellsTheTime {
    long now() {
        return System.nanoTime();
    }
}
