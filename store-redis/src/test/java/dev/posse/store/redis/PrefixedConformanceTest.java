package dev.posse.store.redis;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

/** What a broken connection or a restart does is the business of the store behind, which is tested without a prefix. */
@DisplayName("One server, behind a prefix")
class PrefixedConformanceTest extends SingleServerConformance {

    PrefixedConformanceTest() {
        super("script&keyPrefix=posse:");
    }

    @Override
    protected CasKeyValueStore openStore() {
        return super.openStore().withPrefix("a-shop/in-europe/");
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.empty();
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        return Optional.empty();
    }

    @Override
    protected Optional<Restart> restart() {
        return Optional.empty();
    }
}
