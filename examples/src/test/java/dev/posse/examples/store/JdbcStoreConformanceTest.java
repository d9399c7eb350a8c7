package dev.posse.examples.store;

import dev.posse.conformance.StoreConformance;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.ClientOpener;
import dev.posse.conformance.fault.FaultProxy;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.fault.Restart;
import dev.posse.store.CasKeyValueStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcStoreConformanceTest extends StoreConformance {

    @TempDir
    static Path directory;

    private static Server server;

    @BeforeAll
    static void startServer() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    CasKeyValueStore storeOver(DataSource dataSource, Runnable whenClosed) {
        return new JdbcStore(dataSource, whenClosed);
    }

    final CasKeyValueStore storeAt(String host, int port, int timeoutMillis) {
        String url = "jdbc:h2:tcp://" + host + ":" + port + "/./kit;NETWORK_TIMEOUT=" + timeoutMillis;
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        return storeOver(pool, pool::dispose);
    }

    @Override
    protected CasKeyValueStore openStore() {
        return storeAt("localhost", server.getPort(), 5_000);
    }

    @Override
    protected Optional<CasKeyValueStore> openSecondClient() {
        return Optional.of(openStore());
    }

    @Override
    protected Optional<IsolatedClient> isolatedClient() {
        return Optional.of(new IsolatedClient(opener(), String.valueOf(server.getPort())));
    }

    Class<? extends ClientOpener> opener() {
        return Opener.class;
    }

    /** Opens a client that shares no class with the others, as one in another process. */
    public static final class Opener implements ClientOpener {
        @Override
        public CasKeyValueStore open(String port) {
            return new JdbcStoreConformanceTest().storeAt("localhost", Integer.parseInt(port), 5_000);
        }
    }

    @Override
    protected Optional<BreakableStore> openBreakable() {
        FaultProxy proxy = FaultProxy.to("localhost", server.getPort());
        // As short as this only because JDBC drivers send nothing twice.
        return Optional.of(new BreakableStore(storeAt(proxy.host(), proxy.port(), 300), proxy));
    }

    /**
     * Closes the database under its clients' hands; the next connection opens it again. To stop the server would not do: H2 then
     * answers with success a statement in the middle of which it has closed the session, and has taken it back.
     */
    @Override
    protected Optional<Restart> restart() {
        String inThisProcess = "jdbc:h2:" + directory.resolve("kit");
        return Optional.of(Restart.keepingData(() -> {
            try (Connection alone = DriverManager.getConnection(inThisProcess, "sa", "");
                    Statement statement = alone.createStatement()) {
                // Whoever begins a statement from here on waits for what comes, and soon everybody does.
                statement.execute("SET EXCLUSIVE 1");
                Thread.sleep(200);
                statement.execute("SHUTDOWN");
            }
        }));
    }
}
