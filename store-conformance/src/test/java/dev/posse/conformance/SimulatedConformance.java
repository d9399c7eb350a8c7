package dev.posse.conformance;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A test class as a store's author writes it, for a store in front of a simulated database, with all capabilities. */
class SimulatedConformance extends StoreConformance {

    /** Opens a client. */
    @FunctionalInterface
    interface Opening {
        CasKeyValueStore open(SimulatedDatabase database, SimulatedLink link);
    }

    /** What a restart does, and what is said of it. */
    enum Restarting {
        KEEPS,
        LOSES,
        SAYS_KEEPS_AND_LOSES
    }

    private final Supplier<SimulatedDatabase> databases;
    private final Opening opening;
    private final Restarting restarting;
    private SimulatedDatabase database;

    SimulatedConformance(Supplier<SimulatedDatabase> databases, Opening opening, Restarting restarting) {
        this.databases = databases;
        this.opening = opening;
        this.restarting = restarting;
        this.database = databases.get();
    }

    final SimulatedDatabase database() {
        return database;
    }

    @Override
    protected CasKeyValueStore openStore() throws Exception {
        database = databases.get();
        return opening.open(database, new SimulatedLink());
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(opening.open(database, new SimulatedLink()));
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        return breakable(new SimulatedLink());
    }

    final Optional<BreakableStore> breakable(SimulatedLink link) {
        return Optional.of(new BreakableStore(opening.open(database, link), link));
    }

    @Override
    protected Optional<Restart> restart() {
        return Optional.of(
                switch (restarting) {
                    case KEEPS -> Restart.keepingData(() -> database.restart());
                    case LOSES -> Restart.losingData(() -> database.restartEmpty());
                    case SAYS_KEEPS_AND_LOSES -> Restart.keepingData(() -> database.restartEmpty());
                });
    }

    @Override
    protected Duration longestCall() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected Duration recoveryTime() {
        return Duration.ofSeconds(2);
    }
}
