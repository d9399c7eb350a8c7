package dev.posse.conformance;

/** Work that may throw anything. */
@FunctionalInterface
interface Task {
    void run() throws Exception;
}
