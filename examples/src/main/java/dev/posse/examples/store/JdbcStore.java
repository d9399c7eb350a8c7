package dev.posse.examples.store;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A store in one table of a SQL database. Its data source sets the time-outs. */
public class JdbcStore implements CasKeyValueStore {

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS posse"
            + " (k VARCHAR(200) PRIMARY KEY, v VARBINARY(262144) NOT NULL, version VARCHAR(64) NOT NULL)";
    static final String GET = "SELECT v, version FROM posse WHERE k = ?";
    static final String ADD = "INSERT INTO posse (k, v, version) VALUES (?, ?, ?)";
    static final String SWAP = "UPDATE posse SET v = ?, version = ? WHERE k = ? AND version = ?";

    /** SQLStates, or how they begin, by which a database says that it has refused: bad data or SQL, no room, a deadlock's victim. */
    private static final List<String> REFUSED = List.of("22", "25006", "40001", "40P01", "42", "53", "55P03");

    final DataSource dataSource;
    private final Runnable whenClosed;
    private volatile boolean closed;

    /**
     * Makes the store, and its table if that is not there.
     *
     * @param dataSource of connections in auto-commit mode, from a pool
     * @param whenClosed closes the pool if it was made for this store, and nothing if it is the application's; may be run twice
     * @throws StoreException if the database does not answer
     */
    public JdbcStore(DataSource dataSource, Runnable whenClosed) {
        this.dataSource = dataSource;
        this.whenClosed = whenClosed;
        try {
            ask(CREATE, PreparedStatement::execute);
        } catch (StoreException e) {
            // Others create it at the same moment, or this account may not: all is well if the table is there.
            get("posse/incarnation");
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        StoreLimits.checkKey(key);
        return ask(GET, statement -> {
            statement.setString(1, key);
            var rows = statement.executeQuery();
            return rows.next()
                    ? Optional.of(new Entry(rows.getBytes(1), new Version(rows.getString(2))))
                    : Optional.empty();
        });
    }

    @Override
    public AddResult add(String key, byte[] value) {
        StoreLimits.checkKey(key);
        StoreLimits.checkValue(key, value);
        Version version = freshVersion();
        return tell(ADD, key, value, version.text()) == 1 ? AddResult.added(version) : AddResult.exists();
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        StoreLimits.checkKey(key);
        StoreLimits.checkValue(key, value);
        Version version = freshVersion();
        if (tell(SWAP, value, version.text(), key, expected.text()) == 1) {
            return SwapResult.swapped(version);
        }
        // The write did not happen, that is certain; whether for want of the key, a look afterwards tells.
        return get(key).isPresent() ? SwapResult.conflict() : SwapResult.missing();
    }

    @Override
    public StoreFitness fitness() {
        String product =
                ask(GET, statement -> statement.getConnection().getMetaData().getDatabaseProductName());
        String unknown = "JDBC does not tell whether a commit is on disk; see the database's own settings";
        return new StoreFitness(product, List.of(new Finding(Aspect.PERSISTENCE, Verdict.UNKNOWN, unknown)));
    }

    @Override
    public void close() {
        closed = true;
        whenClosed.run();
    }

    /** Random: a counter would have to outlive restarts and failovers (S5). */
    static Version freshVersion() {
        return new Version(UUID.randomUUID().toString());
    }

    private interface Query<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T ask(String sql, Query<T> query) {
        requireOpen();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return query.on(statement);
        } catch (SQLException e) {
            throw new StoreException("The database did not answer a read: " + e.getMessage(), e);
        }
    }

    /** Writes, and tells apart what is certain: before executeUpdate nothing was sent, after it nobody knows. */
    private int tell(String sql, Object... arguments) {
        requireOpen();
        boolean sent = false;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < arguments.length; at++) {
                statement.setObject(at + 1, arguments[at]);
            }
            sent = true;
            return statement.executeUpdate();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (sent && state.startsWith("23")) {
                return 0; // the key is there already
            }
            if (!sent || REFUSED.stream().anyMatch(state::startsWith)) {
                throw new StoreException("The write was refused or not sent: " + e.getMessage(), e);
            }
            throw new OutcomeUnknownException("Nobody knows whether the write was committed: " + e.getMessage(), e);
        }
    }

    final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This store is closed; open a new one");
        }
    }
}
