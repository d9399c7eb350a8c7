package dev.posse.conformance.check;

/** Work that may throw anything. */
@FunctionalInterface
interface Task {
    void run() throws Exception;
}
