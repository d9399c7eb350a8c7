package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The store is right in all of these; what is wrong is its test class. */
@DisplayName("A careless test class")
class CarelessTestClassTest {

    private static final RunSize TINY = new RunSize("tiny", 0.01, Duration.ofSeconds(20));

    /** Right, but for what a test overrides. */
    private static class Careless extends SimulatedConformance {
        private Optional<CasKeyValueStore> first = Optional.empty();

        Careless() {
            super(SimulatedDatabase::new, SimulatedStore::new, Restarting.KEEPS);
        }

        @Override
        protected CasKeyValueStore openStore() throws Exception {
            CasKeyValueStore store = super.openStore();
            first = Optional.of(store);
            return store;
        }

        final CasKeyValueStore first() {
            return first.orElseThrow();
        }
    }

    /** A connection that does not go where the store goes, or does not do what it is told. */
    private static final class Inert extends SimulatedLink {
        private final Set<Fault> inert;

        Inert(Set<Fault> inert) {
            this.inert = inert;
        }

        @Override
        public synchronized void inject(Fault injected, int afterAnswers) {
            if (!inert.contains(injected)) {
                super.inject(injected, afterAnswers);
            }
        }
    }

    private static ConformanceReport run(StoreConformance subject, CheckGroup group) {
        ConformanceRun run = new ConformanceRun(subject.subject(), TINY);
        run.results(group).forEach(result -> {});
        run.closeStores();
        return run.report();
    }

    private static CheckResult titled(ConformanceReport report, String part) {
        List<CheckResult> found = report.results().stream()
                .filter(result -> result.check().title().contains(part))
                .toList();
        assertEquals(1, found.size(), part);
        return found.get(0);
    }

    private static void blamesTestClass(CheckResult result, String words) {
        assertEquals(Status.FAILED, result.status(), result.detail());
        assertEquals(Optional.empty(), result.broken());
        String line = result.detail().lines().findFirst().orElse("");
        assertTrue(line.startsWith("The test class: ") && line.contains(words), line);
    }

    @Test
    @DisplayName("whose second client is the first is found out, and no clause is accused")
    void secondIsFirst() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected Optional<CasKeyValueStore> openSecondClient() {
                        return Optional.of(first());
                    }
                },
                CheckGroup.TWO_CLIENTS);
        report.results().stream()
                .filter(result -> !result.check().title().contains("replica"))
                .forEach(result -> blamesTestClass(result, "openSecondClient() returned a store that"));
        assertTrue(report.verdict().startsWith("COULD NOT BE CHECKED"), report.verdict());
    }

    @Test
    @DisplayName("that opens its store once for all is found out")
    void oneForAll() {
        SimulatedStore shared = new SimulatedStore(new SimulatedDatabase(), new SimulatedLink());
        ConformanceReport report = run(
                new SampleTestClasses.Plain() {
                    @Override
                    protected CasKeyValueStore openStore() {
                        return shared;
                    }
                },
                CheckGroup.CALLERS);
        blamesTestClass(titled(report, "after close every operation"), "openStore() returned a store that");
    }

    @Test
    @DisplayName("whose store goes past the connection that is broken is found out, fault by fault")
    void pastTheConnection() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected Optional<BreakableStore> openBreakable() {
                        CasKeyValueStore unbroken = super.openSecondClient().orElseThrow();
                        return Optional.of(new BreakableStore(unbroken, new SimulatedLink()));
                    }
                },
                CheckGroup.HONEST_DOUBT);
        blamesTestClass(titled(report, "cut before sending"), "inject(CUT_BEFORE_SENDING) changed nothing");
        blamesTestClass(titled(report, "answers delayed"), "inject(DELAY_ANSWERS) changed nothing");
        blamesTestClass(titled(report, "requests delayed"), "inject(DELAY_REQUESTS) changed nothing");
        CheckResult cutAfter = titled(report, "cut after sending");
        assertEquals(Status.NOT_APPLICABLE, cutAfter.status(), cutAfter.detail());
        assertTrue(cutAfter.detail().contains("nothing was seen of CUT_AFTER_SENDING"), cutAfter.detail());
    }

    @Test
    @DisplayName("one of whose faults changes nothing is found out by that one alone")
    void oneInertFault() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected Optional<BreakableStore> openBreakable() {
                        return breakable(new Inert(Set.of(Fault.DELAY_REQUESTS)));
                    }
                },
                CheckGroup.HONEST_DOUBT);
        blamesTestClass(titled(report, "requests delayed"), "inject(DELAY_REQUESTS) changed nothing");
        assertEquals(1, report.count(Status.FAILED), report.text());
    }

    @Test
    @DisplayName("whose restart restarts nothing gets no pass for it")
    void restartOfNothing() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected Optional<Restart> restart() {
                        return Optional.of(Restart.keepingData(() -> {}));
                    }
                },
                CheckGroup.DURABILITY);
        CheckResult restart = titled(report, "after a restart");
        assertEquals(Status.NOT_APPLICABLE, restart.status(), restart.detail());
        assertTrue(restart.detail().contains("nothing was seen of the restart"), restart.detail());
    }

    @Test
    @DisplayName("whose restart was to lose the data and does not is found out, and no clause is accused")
    void restartThatLosesNothing() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected Optional<Restart> restart() {
                        return Optional.of(Restart.losingData(() -> {}));
                    }
                },
                CheckGroup.DURABILITY);
        blamesTestClass(titled(report, "after a restart"), "the restart was to lose the data");
    }

    @Test
    @DisplayName("that throws is told by what it threw first, and no clause is accused")
    void throwing() {
        ConformanceReport report = run(
                new Careless() {
                    @Override
                    protected CasKeyValueStore openStore() throws Exception {
                        throw new IOException("no server", new ConnectException("Connection refused"));
                    }

                    @Override
                    protected Optional<Restart> restart() {
                        return Optional.of(Restart.keepingData(() -> {}));
                    }
                },
                CheckGroup.ONE_THREAD);
        report.results().forEach(result -> {
            blamesTestClass(result, "openStore() threw java.io.IOException: no server");
            blamesTestClass(result, "java.net.ConnectException: Connection refused");
        });
    }

    @Test
    @DisplayName("whose restart or fault cannot be done is told so, and no clause is accused")
    void throwingLater() {
        StoreConformance subject = new Careless() {
            @Override
            protected Optional<Restart> restart() {
                return Optional.of(Restart.keepingData(() -> {
                    throw new IOException("no such program");
                }));
            }

            @Override
            protected Optional<BreakableStore> openBreakable() {
                return breakable(new SimulatedLink() {
                    @Override
                    public synchronized void inject(Fault injected, int afterAnswers) {
                        throw new IllegalStateException("no such network");
                    }
                });
            }
        };
        blamesTestClass(titled(run(subject, CheckGroup.DURABILITY), "after a restart"), "no such program");
        blamesTestClass(titled(run(subject, CheckGroup.HONEST_DOUBT), "cut before sending"), "no such network");
    }
}
