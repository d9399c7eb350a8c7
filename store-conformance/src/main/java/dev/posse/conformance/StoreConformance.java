package dev.posse.conformance;

import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.StoreUnderTest;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.conformance.report.HtmlReport;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The conformance kit: a store whose test class extends this and passes can be trusted with money.
 *
 * <pre>{@code
 * class MyStoreConformanceTest extends StoreConformance {
 *     @Override
 *     protected CasKeyValueStore openStore() {
 *         return new MyStore("localhost", 1234);
 *     }
 * }
 * }</pre>
 *
 * <p>That is enough for most clauses. Each further method that is overridden unlocks more checks; what stays locked is
 * listed in the report as not applicable, never as passed. Start and stop servers in {@code @BeforeAll} and
 * {@code @AfterAll} methods of the test class.
 *
 * <p>The kit writes only keys that begin with {@code kit/}, new ones in every run, and removes none: use a database for
 * tests.
 *
 * <p>System properties: {@code posse.conformance.size} is {@code quick}, {@code normal} (the default, under a minute) or
 * {@code long}; {@code posse.conformance.seed} repeats the random choices of a run; {@code posse.conformance.reports} is
 * the directory of the HTML report, {@code target/posse-conformance} by default.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class StoreConformance {

    private final ConformanceRun run = new ConformanceRun(subject());

    /** For subclasses. */
    protected StoreConformance() {}

    /**
     * Opens a store on the database under test. Called several times; the kit closes each.
     *
     * @return the open store, on a whole connection
     * @throws Exception if it cannot be opened; the checks fail
     */
    protected abstract CasKeyValueStore openStore() throws Exception;

    /**
     * Opens another client of the very database that the store opened last by {@link #openStore} works on, as another
     * node would. For a store on a server this is {@code return Optional.of(openStore())}.
     *
     * @return the open client; the kit closes it. Empty if there is no such thing
     * @throws Exception if it cannot be opened; the checks fail
     * @implSpec empty
     */
    protected Optional<CasKeyValueStore> openSecondClient() throws Exception {
        return Optional.empty();
    }

    /**
     * Opens one more client of that database, whose connection can be broken while the others stay whole.
     * {@link FaultProxy} helps. Give the store a short time-out: each fault is injected many times.
     *
     * @return the store and its connection; the kit closes both. Empty if there is no such thing
     * @throws Exception if it cannot be opened; the checks fail
     * @implSpec empty
     */
    protected Optional<BreakableStore> openBreakable() throws Exception {
        return Optional.empty();
    }

    /**
     * Tells how to restart the database. Asked for and used after the other checks.
     *
     * @return the restart and what it leaves. Empty if it cannot be restarted
     * @throws Exception if it cannot be told; the checks fail
     * @implSpec empty
     */
    protected Optional<Restart> restart() throws Exception {
        return Optional.empty();
    }

    /**
     * Tells how to make another node of the database take over, as it does when the first one is lost: by {@link
     * Restart#failover} where acknowledged writes survive it, by {@link Restart#failoverThatMayLose} where they need not.
     * Asked for and used after the other checks.
     *
     * @return the failover. Empty if there is no such thing
     * @throws Exception if it cannot be told; the checks fail
     * @implSpec empty: the report says that no failover was seen
     */
    protected Optional<Restart> failover() throws Exception {
        return Optional.empty();
    }

    /**
     * Opens one more client of that database, which asks another node of it: another replica, as far as the store's settings
     * let it. What a store that reads from replicas overlooks is seen by this client only, never on one node.
     *
     * @return the open client; the kit closes it. Empty if there is one node
     * @throws Exception if it cannot be opened; the checks fail
     * @implSpec empty: the report says that one node was seen
     */
    protected Optional<CasKeyValueStore> openClientOfAnotherReplica() throws Exception {
        return Optional.empty();
    }

    /**
     * Tells how one more client of that database is opened in a class loader of its own, where it shares no class with the
     * others, as one in another process does not. A store that locks in a static field is found out by it.
     *
     * @return the opener and what it is told. Empty if there is no such thing
     * @throws Exception if it cannot be told; the checks fail
     * @implSpec empty: the report says that all clients shared their classes
     */
    protected Optional<IsolatedClient> isolatedClient() throws Exception {
        return Optional.empty();
    }

    /**
     * Tells within what time every call ends, as the store documents it (S15), with the settings of this test.
     *
     * @return the bound
     * @implSpec ten seconds
     */
    protected Duration longestCall() {
        return Duration.ofSeconds(10);
    }

    /**
     * Tells within what time after the end of an outage the store works again, as it documents it (S19).
     *
     * @return the bound
     * @implSpec ten seconds
     */
    protected Duration recoveryTime() {
        return Duration.ofSeconds(10);
    }

    /**
     * Names clauses that the store does not keep, with the reason. Their failures are reported as declared gaps, and the
     * verdict says so. Only optional checks can be declared; a declared gap never hides the failure of a required one.
     *
     * @return the reason by clause
     * @implSpec none
     */
    protected Map<Clause, String> declaredGaps() {
        return Map.of();
    }

    @Order(1)
    @TestFactory
    @DisplayName("One client, one thread")
    final Stream<DynamicNode> oneThread() {
        return run.tests(CheckGroup.ONE_THREAD);
    }

    @Order(2)
    @TestFactory
    @DisplayName("Many threads, judged by an order that explains what they saw")
    final Stream<DynamicNode> concurrency() {
        return run.tests(CheckGroup.CONCURRENCY);
    }

    @Order(3)
    @TestFactory
    @DisplayName("Two clients of one database")
    final Stream<DynamicNode> twoClients() {
        return run.tests(CheckGroup.TWO_CLIENTS);
    }

    @Order(4)
    @TestFactory
    @DisplayName("Callers of all kinds")
    final Stream<DynamicNode> callers() {
        return run.tests(CheckGroup.CALLERS);
    }

    @Order(5)
    @TestFactory
    @DisplayName("Honest doubt")
    final Stream<DynamicNode> honestDoubt() {
        return run.tests(CheckGroup.HONEST_DOUBT);
    }

    @Order(6)
    @TestFactory
    @DisplayName("Chains")
    final Stream<DynamicNode> chains() {
        return run.tests(CheckGroup.CHAINS);
    }

    @Order(7)
    @TestFactory
    @DisplayName("The protocol on this store")
    final Stream<DynamicNode> protocol() {
        return run.tests(CheckGroup.PROTOCOL);
    }

    @Order(8)
    @TestFactory
    @DisplayName("What lasts")
    final Stream<DynamicNode> durability() {
        return run.tests(CheckGroup.DURABILITY).onClose(run::closeStores);
    }

    /** Prints and writes what was found out. */
    @AfterAll
    final void report() throws IOException {
        run.closeStores();
        ConformanceReport report = run.report();
        if (report.results().isEmpty()) {
            return;
        }
        Path directory = Path.of(System.getProperty("posse.conformance.reports", "target/posse-conformance"));
        System.out.println(report.text() + "  " + HtmlReport.write(report, directory));
    }

    /** What this class provides, as the checks see it. */
    final StoreUnderTest subject() {
        return new Subject();
    }

    private final class Subject implements StoreUnderTest {
        @Override
        public String name() {
            return StoreConformance.this.getClass().getName();
        }

        @Override
        public CasKeyValueStore openStore() throws Exception {
            return StoreConformance.this.openStore();
        }

        @Override
        public Optional<CasKeyValueStore> openSecondClient() throws Exception {
            return StoreConformance.this.openSecondClient();
        }

        @Override
        public Optional<BreakableStore> openBreakable() throws Exception {
            return StoreConformance.this.openBreakable();
        }

        @Override
        public Optional<Restart> restart() throws Exception {
            return StoreConformance.this.restart();
        }

        @Override
        public Optional<Restart> failover() throws Exception {
            return StoreConformance.this.failover();
        }

        @Override
        public Optional<CasKeyValueStore> openClientOfAnotherReplica() throws Exception {
            return StoreConformance.this.openClientOfAnotherReplica();
        }

        @Override
        public Optional<IsolatedClient> isolatedClient() throws Exception {
            return StoreConformance.this.isolatedClient();
        }

        @Override
        public Duration longestCall() {
            return StoreConformance.this.longestCall();
        }

        @Override
        public Duration recoveryTime() {
            return StoreConformance.this.recoveryTime();
        }

        @Override
        public Map<Clause, String> declaredGaps() {
            return StoreConformance.this.declaredGaps();
        }
    }
}
