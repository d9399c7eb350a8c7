package dev.posse.benchmarks.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.posse.benchmarks.server.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The books as tables of PostgreSQL, and the purchase as one transaction. */
final class PostgresShop implements Shop {

    /** How a purchase is made. */
    enum Way {
        /** Statement by statement, beginning with the campaign's row; a commit is on the disk. */
        FOR_UPDATE("on"),
        /** One call of a function; a commit is on the disk some time later. */
        FUNCTION("off");

        private final String synchronousCommit;

        Way(String synchronousCommit) {
            this.synchronousCommit = synchronousCommit;
        }
    }

    private static final int MOST_CONNECTIONS = 32;

    private static final List<String> SCHEMA = List.of(
            "DROP TABLE IF EXISTS campaign, account, slot, transaction",
            "CREATE TABLE campaign (id text PRIMARY KEY, price bigint NOT NULL, capacity bigint NOT NULL,"
                    + " last bigint NOT NULL)",
            "CREATE TABLE account (id text PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0))",
            "CREATE TABLE slot (campaign text, slot bigint, account text NOT NULL, purchase text NOT NULL,"
                    + " PRIMARY KEY (campaign, slot), UNIQUE (account, purchase))",
            "CREATE TABLE transaction (campaign text, slot bigint, account text NOT NULL, amount bigint NOT NULL,"
                    + " PRIMARY KEY (campaign, slot))",
            """
            CREATE OR REPLACE FUNCTION buy(which text, buyer text, wanted text) RETURNS bigint LANGUAGE plpgsql AS $$
            DECLARE
              cost bigint;
              most bigint;
              number bigint;
            BEGIN
              SELECT price, capacity, last + 1 INTO cost, most, number FROM campaign WHERE id = which FOR UPDATE;
              IF number > most THEN
                RETURN -1;
              END IF;
              INSERT INTO slot VALUES (which, number, buyer, wanted) ON CONFLICT (account, purchase) DO NOTHING;
              IF NOT FOUND THEN
                RETURN (SELECT s.slot FROM slot s WHERE s.account = buyer AND s.purchase = wanted);
              END IF;
              UPDATE account SET balance = balance - cost WHERE id = buyer AND balance >= cost;
              IF NOT FOUND THEN
                RAISE EXCEPTION 'insufficient funds';
              END IF;
              INSERT INTO transaction VALUES (which, number, buyer, cost);
              UPDATE campaign SET last = number WHERE id = which;
              RETURN number;
            END $$
            """);

    private final Way way;
    private final HikariDataSource pool;

    private PostgresShop(Way way, HikariDataSource pool) {
        this.way = way;
        this.pool = pool;
    }

    static PostgresShop open(int port, Way way) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.url(port) + "&options=-c%20synchronous_commit=" + way.synchronousCommit);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        return new PostgresShop(way, new HikariDataSource(config));
    }

    @Override
    public void prepare(Stock stock) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : SCHEMA) {
                statement.execute(each);
            }
            statement.execute("INSERT INTO campaign SELECT 'c' || i, " + Stock.PRICE + ", " + Stock.CAPACITY
                    + ", 0 FROM generate_series(0, " + (stock.campaigns() - 1) + ") AS i");
            statement.execute("INSERT INTO account SELECT 'a' || i, " + Stock.BALANCE + " FROM generate_series(0, "
                    + (stock.accounts() - 1) + ") AS i");
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be filled", e);
        }
    }

    @Override
    public Answer buy(BuyRequest request) {
        try (Connection connection = pool.getConnection()) {
            if (way == Way.FUNCTION) {
                callFunction(connection, request);
            } else {
                connection.setAutoCommit(false);
                buyByStatements(connection, request);
            }
            return Answer.SOLD;
        } catch (SQLException e) {
            throw new IllegalStateException(request + " ended with " + e.getMessage(), e);
        }
    }

    private static void callFunction(Connection connection, BuyRequest request) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT buy(?, ?, ?)")) {
            call.setString(1, request.campaign());
            call.setString(2, request.account());
            call.setString(3, request.purchase());
            try (ResultSet slot = call.executeQuery()) {
                if (!slot.next() || slot.getLong(1) < 1) {
                    throw new IllegalStateException(request + " is sold out");
                }
            }
        }
    }

    private static void buyByStatements(Connection connection, BuyRequest request) throws SQLException {
        long price;
        long next;
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT price, capacity, last + 1 FROM campaign WHERE id = ? FOR UPDATE")) {
            lock.setString(1, request.campaign());
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || row.getLong(3) > row.getLong(2)) {
                    throw new IllegalStateException(request + " is sold out");
                }
                price = row.getLong(1);
                next = row.getLong(3);
            }
        }
        int claimed = update(
                connection,
                "INSERT INTO slot VALUES (?, ?, ?, ?) ON CONFLICT (account, purchase) DO NOTHING",
                request.campaign(),
                next,
                request.account(),
                request.purchase());
        if (claimed == 0) {
            connection.rollback();
            return;
        }
        int paid = update(
                connection,
                "UPDATE account SET balance = balance - ? WHERE id = ? AND balance >= ?",
                price,
                request.account(),
                price);
        if (paid != 1) {
            throw new IllegalStateException(request + " costs too much");
        }
        update(
                connection,
                "INSERT INTO transaction VALUES (?, ?, ?, ?)",
                request.campaign(),
                next,
                request.account(),
                price);
        update(connection, "UPDATE campaign SET last = ? WHERE id = ?", next, request.campaign());
        connection.commit();
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public void audit(long told) {
        try (Connection connection = pool.getConnection()) {
            SqlAudit.audit(connection, "", told);
        } catch (SQLException e) {
            throw new AuditFailedException("The tables cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
