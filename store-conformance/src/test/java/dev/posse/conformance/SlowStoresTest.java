package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.conformance.report.ConformanceReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a run takes on a store that is not on this machine. The bounds are those of an idle one. */
@Tag("long")
@DisplayName("A right store that is slow is judged in time")
class SlowStoresTest {

    /** So far away is the database, there and back. */
    private static final class Distant extends TcpStore {
        private final Duration roundTrip;

        Distant(String host, int port, int timeoutMillis, Duration roundTrip) {
            super(host, port, timeoutMillis);
            this.roundTrip = roundTrip;
        }

        @Override
        Answer ask(Request request) throws IOException {
            LockSupport.parkNanos(roundTrip.toNanos());
            return super.ask(request);
        }
    }

    @ParameterizedTest(name = "{0} ms a round trip: within {1} s")
    @CsvSource({"1, 60", "60, 600"})
    void inTime(int millis, int seconds) {
        Duration roundTrip = Duration.ofMillis(millis);
        ConformanceRun run = new ConformanceRun(
                new TcpConformance((host, port, timeout) -> new Distant(host, port, timeout, roundTrip)).subject(),
                RunSize.named("normal"));
        long started = System.nanoTime();
        for (CheckGroup group : CheckGroup.values()) {
            run.results(group).forEach(result -> {});
        }
        run.closeStores();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        ConformanceReport report = run.report();
        System.out.printf("%d ms a round trip: %d s%n%s%n", millis, took.toSeconds(), report.text());
        report.results().stream()
                .sorted(Comparator.comparing(CheckResult::took).reversed())
                .limit(45)
                .forEach(result -> System.out.printf(
                        "%6d ms  %s%n", result.took().toMillis(), result.check().displayName()));
        assertEquals(0, report.count(Status.FAILED), report.text());
        assertEquals(0, report.count(Status.OUT_OF_TIME), report.text());
        assertTrue(took.toSeconds() < seconds, took + " for a round trip of " + millis + " ms");
    }
}
