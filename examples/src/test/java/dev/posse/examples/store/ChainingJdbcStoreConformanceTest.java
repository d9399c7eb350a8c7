package dev.posse.examples.store;

import dev.posse.store.CasKeyValueStore;
import javax.sql.DataSource;

class ChainingJdbcStoreConformanceTest extends JdbcStoreConformanceTest {

    @Override
    CasKeyValueStore storeOver(DataSource dataSource, Runnable whenClosed) {
        return new ChainingJdbcStore(dataSource, whenClosed);
    }
}
