package dev.posse.examples.architecture.wrong.recovery;

/** Owns a clock. */
final class TellsTheTime {
    long now() {
        return System.nanoTime();
    }
}
