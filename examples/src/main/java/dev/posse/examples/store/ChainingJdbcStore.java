package dev.posse.examples.store;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The same store, in fewer round trips: one statement reads many keys, and a chain is one transaction, with one commit instead of one
 * for each write.
 */
public final class ChainingJdbcStore extends JdbcStore {

    /** Keys of one statement. As many values of full size are 25 MiB, and that has to fit into the driver's memory. */
    private static final int CHUNK = 100;

    /**
     * Makes the store, and its table if that is not there.
     *
     * @param dataSource of connections in auto-commit mode and of READ COMMITTED, from a pool
     * @param whenClosed closes the pool if it was made for this store, and nothing if it is the application's; may be run twice
     * @throws StoreException if the database does not answer
     */
    public ChainingJdbcStore(DataSource dataSource, Runnable whenClosed) {
        super(dataSource, whenClosed);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        requireOpen();
        List<String> asked = keys.stream().map(StoreLimits::checkKey).distinct().toList();
        Map<String, Entry> found = new HashMap<>();
        try (var connection = dataSource.getConnection()) {
            for (int from = 0; from < asked.size(); from += CHUNK) {
                read(connection, asked.subList(from, Math.min(from + CHUNK, asked.size())), found);
            }
        } catch (SQLException e) {
            throw new StoreException("The database did not answer a read: " + e.getMessage(), e);
        }
        return Map.copyOf(found);
    }

    private static void read(Connection connection, List<String> keys, Map<String, Entry> found) throws SQLException {
        String places = "?, ".repeat(keys.size() - 1) + "?";
        try (var statement =
                connection.prepareStatement("SELECT k, v, version FROM posse WHERE k IN (" + places + ")")) {
            for (int at = 0; at < keys.size(); at++) {
                statement.setString(at + 1, keys.get(at));
            }
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                found.put(rows.getString(1), new Entry(rows.getBytes(2), new Version(rows.getString(3))));
            }
        }
    }

    @Override
    public int chainLength() {
        return StoreLimits.MAX_CHAIN_LINKS;
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        requireOpen();
        StoreLimits.checkChain(links);
        List<Optional<Version>> happened = new ArrayList<>();
        boolean committing = false;
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (ChainedWrite link : links) {
                    if (!happens(connection, link, happened)) {
                        break;
                    }
                }
                committing = true;
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                throw e;
            }
            connection.setAutoCommit(true);
            return new ChainResult(
                    happened, happened.size() == links.size() ? new Ending.Complete() : new Ending.Refused());
        } catch (SQLException e) {
            return new ChainResult(List.of(), ending(e, committing));
        }
    }

    /** Takes a link, and notes what version its key has with it; false if its condition does not hold. */
    private static boolean happens(Connection connection, ChainedWrite link, List<Optional<Version>> happened)
            throws SQLException {
        Optional<Version> version = Optional.of(freshVersion());
        String fresh = version.get().text();
        boolean happens;
        if (link instanceof Add add) {
            happens = write(connection, ADD, add.key(), add.value(), fresh);
        } else if (link instanceof Swap swap) {
            happens = write(
                    connection,
                    SWAP,
                    swap.value(),
                    fresh,
                    swap.key(),
                    swap.expected().text());
        } else if (link instanceof SwapOf swap) {
            String expected = happened.get(swap.link()).orElseThrow().text();
            happens = write(connection, SWAP, swap.value(), fresh, swap.key(), expected);
        } else {
            version = link instanceof Expect expect ? Optional.of(expect.expected()) : Optional.empty();
            happens = read(connection, link.key()).equals(version);
        }
        if (happens) {
            happened.add(version);
        }
        return happens;
    }

    private static boolean write(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < arguments.length; at++) {
                statement.setObject(at + 1, arguments[at]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static Optional<Version> read(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(GET)) {
            statement.setString(1, key);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Optional.of(new Version(rows.getString(2))) : Optional.empty();
        }
    }

    /** Nothing is in doubt before the commit is sent: what was not committed the database takes back. */
    private static Ending ending(SQLException e, boolean committing) {
        String state = String.valueOf(e.getSQLState());
        // A key is there already, or this is a deadlock's victim: whatever links there were, all are taken back.
        if (state.equals("40001") || state.equals("40P01") || (!committing && state.startsWith("23"))) {
            return new Ending.NoneMade();
        }
        return committing
                ? new Ending.Unknown(new OutcomeUnknownException("Nobody knows whether the chain was committed", e))
                : new Ending.Failed(new StoreException("The chain was not committed: " + e.getMessage(), e));
    }
}
