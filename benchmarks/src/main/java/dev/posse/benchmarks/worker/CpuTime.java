package dev.posse.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time that processes have taken, as the system counts it. */
final class CpuTime {

    private CpuTime() {}

    /** Of this process, with the collector's and the compiler's share. */
    static double ownSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    /** Of a server and the processes that it has now, from {@code /proc/<pid>/stat} on Linux; in steps of 10 ms there. */
    static double secondsOf(long pid) {
        return pid == 0
                ? 0
                : ProcessHandle.of(pid).stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToDouble(taken -> taken.toNanos() / 1e9)
                        .sum();
    }
}
