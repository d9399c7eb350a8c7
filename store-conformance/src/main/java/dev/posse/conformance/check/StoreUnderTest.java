package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the author of a store provides to the checks, method by method as {@link
 * dev.posse.conformance.StoreConformance} describes it. The checks know this and not the test class, so that they do not
 * depend on what runs them.
 */
public interface StoreUnderTest {

    /**
     * {@return the name of what provides the store, for the report}
     */
    String name();

    /**
     * {@return an open store on the database under test}
     *
     * @throws Exception if it cannot be opened
     */
    CasKeyValueStore openStore() throws Exception;

    /**
     * {@return another client of the database on which the store that was opened last works, if there is such a thing}
     *
     * @throws Exception if it cannot be opened
     */
    Optional<CasKeyValueStore> openSecondClient() throws Exception;

    /**
     * {@return one more client of that database, whose connection can be broken, if there is such a thing}
     *
     * @throws Exception if it cannot be opened
     */
    Optional<BreakableStore> openBreakable() throws Exception;

    /**
     * {@return the way to restart the database, if it can be restarted}
     *
     * @throws Exception if it cannot be told
     */
    Optional<Restart> restart() throws Exception;

    /**
     * {@return the way to make another node of the database take over, if there is such a thing}
     *
     * @throws Exception if it cannot be told
     */
    Optional<Restart> failover() throws Exception;

    /**
     * {@return one more client of that database, which asks another node of it as far as it can, if there is such a thing}
     *
     * @throws Exception if it cannot be opened
     */
    Optional<CasKeyValueStore> openClientOfAnotherReplica() throws Exception;

    /**
     * {@return how one more client of that database is opened that shares no class with the others, if it can be}
     *
     * @throws Exception if it cannot be told
     */
    Optional<IsolatedClient> isolatedClient() throws Exception;

    /**
     * {@return the time within which every call ends}
     */
    Duration longestCall();

    /**
     * {@return the time within which the store works again after an outage}
     */
    Duration recoveryTime();

    /**
     * {@return why the store does not keep a clause, by clause}
     */
    Map<Clause, String> declaredGaps();
}
