package dev.posse.examples.architecture.wrong.admin;

/** Owns a clock. */
final class TellsTheTime {
    long now() {
        return System.nanoTime();
    }
}
