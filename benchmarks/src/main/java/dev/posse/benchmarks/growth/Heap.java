package dev.posse.benchmarks.growth;

import java.lang.management.ManagementFactory;

/** What is alive in this JVM. */
final class Heap {

    private static final int COLLECTIONS = 3;

    private Heap() {}

    static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
