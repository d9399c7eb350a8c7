package dev.posse.examples.store;

import dev.posse.store.CasKeyValueStore;
import javax.sql.DataSource;

class ChainingJdbcStoreConformanceTest extends JdbcStoreConformanceTest {

    @Override
    CasKeyValueStore storeOver(DataSource dataSource) {
        return new ChainingJdbcStore(dataSource);
    }
}
