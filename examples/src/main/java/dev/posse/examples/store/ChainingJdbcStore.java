package dev.posse.examples.store;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The same store, with chains: a chain is one transaction, and one commit instead of one for each write. */
public final class ChainingJdbcStore extends JdbcStore {

    /**
     * Makes the store, and its table if that is not there.
     *
     * @param dataSource of connections in auto-commit mode and of READ COMMITTED
     * @throws StoreException if the database does not answer
     */
    public ChainingJdbcStore(DataSource dataSource) {
        super(dataSource);
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
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Version(rows.getString(2))) : Optional.empty();
            }
        }
    }

    /** Nothing is in doubt before the commit is sent: what was not committed the database takes back. */
    private static Ending ending(SQLException e, boolean committing) {
        String state = String.valueOf(e.getSQLState());
        // A key is there already, or this is a deadlock's victim: whatever links there were, all are taken back.
        if (state.equals("40001") || (!committing && state.startsWith("23"))) {
            return new Ending.NoneMade();
        }
        return committing
                ? new Ending.Unknown(new OutcomeUnknownException("Nobody knows whether the chain was committed", e))
                : new Ending.Failed(new StoreException("The chain was not committed: " + e.getMessage(), e));
    }
}
