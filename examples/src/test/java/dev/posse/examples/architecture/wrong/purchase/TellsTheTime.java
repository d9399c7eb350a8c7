package dev.posse.examples.architecture.wrong.purchase;

/** Owns a clock. */
final class TellsTheTime {
    long now() {
        return System.nanoTime();
    }
}
