package dev.posse.examples.architecture.wrong.document;

/** Owns a clock. */
final class TellsTheTime {
    long now() {
        return System.nanoTime();
    }
}
