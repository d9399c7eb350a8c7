package dev.posse.examples.store;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGConnectionPoolDataSource;

@Tag("long")
@DisplayName("The page's store on PostgreSQL")
class PostgresConformanceTest extends StoreConformance {

    @TempDir
    static Path directory;

    private static PostgresProcess server;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        server = PostgresProcess.start(directory);
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            boolean unused = statement.execute(PostgresTest.create());
        }
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        server.stop();
    }

    private static CasKeyValueStore storeAt(String host, int port, int timeoutSeconds) {
        PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
        connections.setUrl("jdbc:postgresql://" + host + ":" + port + "/postgres?user=posse");
        connections.setConnectTimeout(timeoutSeconds);
        connections.setSocketTimeout(timeoutSeconds);
        JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
        pool.setLoginTimeout(timeoutSeconds);
        return new ChainingJdbcStore(pool, pool::dispose);
    }

    @Override
    protected CasKeyValueStore openStore() {
        return storeAt("127.0.0.1", server.port(), 5);
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
        return Optional.of(new BreakableStore(storeAt(proxy.host(), proxy.port(), 1), proxy));
    }

    @Override
    protected Optional<Restart> restart() {
        return Optional.of(Restart.keepingData(server::crash));
    }
}
