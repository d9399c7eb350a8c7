package dev.posse.examples.store;

import dev.posse.conformance.fault.ClientOpener;
import dev.posse.store.CasKeyValueStore;
import javax.sql.DataSource;

class ChainingJdbcStoreConformanceTest extends JdbcStoreConformanceTest {

    @Override
    CasKeyValueStore storeOver(DataSource dataSource, Runnable whenClosed) {
        return new ChainingJdbcStore(dataSource, whenClosed);
    }

    @Override
    Class<? extends ClientOpener> opener() {
        return ChainingOpener.class;
    }

    /** The same for this store. */
    public static final class ChainingOpener implements ClientOpener {
        @Override
        public CasKeyValueStore open(String port) {
            return new ChainingJdbcStoreConformanceTest().storeAt("localhost", Integer.parseInt(port), 5_000);
        }
    }
}
