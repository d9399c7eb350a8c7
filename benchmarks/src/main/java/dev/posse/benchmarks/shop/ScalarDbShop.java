package dev.posse.benchmarks.shop;

import com.scalar.db.api.DistributedTransaction;
import com.scalar.db.api.DistributedTransactionAdmin;
import com.scalar.db.api.DistributedTransactionManager;
import com.scalar.db.api.Get;
import com.scalar.db.api.Insert;
import com.scalar.db.api.Result;
import com.scalar.db.api.TableMetadata;
import com.scalar.db.api.Update;
import com.scalar.db.exception.transaction.CommitConflictException;
import com.scalar.db.exception.transaction.CrudConflictException;
import com.scalar.db.exception.transaction.TransactionException;
import com.scalar.db.exception.transaction.UnknownTransactionStatusException;
import com.scalar.db.io.DataType;
import com.scalar.db.io.Key;
import com.scalar.db.service.TransactionFactory;
import dev.posse.benchmarks.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The same tables under ScalarDB, which brings transactions of its own to a store; here over JDBC to PostgreSQL. */
final class ScalarDbShop implements Shop {

    private static final String SCHEMA = "shop";
    private static final String COMMITTED = "'benchmark', 3, 1, 0, 0";
    private static final String COLUMNS = "tx_id, tx_state, tx_version, tx_prepared_at, tx_committed_at";

    private final int port;
    private final TransactionFactory factory;
    private final DistributedTransactionManager transactions;

    private ScalarDbShop(int port, TransactionFactory factory) {
        this.port = port;
        this.factory = factory;
        this.transactions = factory.getTransactionManager();
    }

    static ScalarDbShop open(int port) {
        Properties settings = new Properties();
        settings.setProperty("scalar.db.storage", "jdbc");
        settings.setProperty("scalar.db.contact_points", PostgresServer.url(port));
        settings.setProperty("scalar.db.username", "postgres");
        settings.setProperty("scalar.db.password", "");
        settings.setProperty("scalar.db.jdbc.connection_pool.max_total", "64");
        return new ScalarDbShop(port, TransactionFactory.create(settings));
    }

    @Override
    public void prepare(Stock stock) {
        try (DistributedTransactionAdmin admin = factory.getTransactionAdmin()) {
            admin.createNamespace(SCHEMA, true);
            create(admin, "campaign", metadata().addPartitionKey("id"), "price", "capacity", "last");
            create(admin, "account", metadata().addPartitionKey("id"), "balance");
            create(admin, "purchase", metadata().addPartitionKey("id"), "slot");
            create(admin, "slot", numbered(), "account");
            create(admin, "transaction", numbered(), "amount");
            admin.createCoordinatorTables(true);
            for (String table : new String[] {"campaign", "account", "purchase", "slot", "transaction"}) {
                admin.truncateTable(SCHEMA, table);
            }
            admin.truncateCoordinatorTables();
        } catch (Exception e) {
            throw new IllegalStateException("The tables could not be made", e);
        }
        // By SQL, as committed long ago: through ScalarDB it takes a hundred times as long.
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.campaign (id, price, capacity, last, " + COLUMNS + ") SELECT 'c' || i, "
                    + Stock.PRICE + ", " + Stock.CAPACITY + ", 0, " + COMMITTED + " FROM generate_series(0, "
                    + (stock.campaigns() - 1) + ") AS i");
            statement.execute("INSERT INTO shop.account (id, balance, " + COLUMNS + ") SELECT 'a' || i, "
                    + Stock.BALANCE + ", " + COMMITTED + " FROM generate_series(0, " + (stock.accounts() - 1)
                    + ") AS i");
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("The tables could not be filled", e);
        }
    }

    private static TableMetadata.Builder metadata() {
        return TableMetadata.newBuilder().addColumn("id", DataType.TEXT);
    }

    private static TableMetadata.Builder numbered() {
        return TableMetadata.newBuilder()
                .addColumn("campaign", DataType.TEXT)
                .addColumn("slot", DataType.BIGINT)
                .addPartitionKey("campaign")
                .addClusteringKey("slot");
    }

    private static void create(
            DistributedTransactionAdmin admin, String table, TableMetadata.Builder metadata, String... columns)
            throws Exception {
        for (String column : columns) {
            metadata.addColumn(column, column.equals("account") ? DataType.TEXT : DataType.BIGINT);
        }
        if (table.equals("transaction")) {
            metadata.addColumn("account", DataType.TEXT);
        }
        admin.createTable(SCHEMA, table, metadata.build(), true);
    }

    @Override
    public Answer buy(BuyRequest request) {
        try {
            DistributedTransaction transaction = transactions.begin();
            try {
                return buy(transaction, request);
            } catch (CrudConflictException | CommitConflictException e) {
                transaction.rollback();
                return Answer.AGAIN;
            } catch (UnknownTransactionStatusException e) {
                return Answer.IN_DOUBT;
            }
        } catch (TransactionException e) {
            throw new IllegalStateException(request + " ended with " + e.getMessage(), e);
        }
    }

    private static Answer buy(DistributedTransaction transaction, BuyRequest request) throws TransactionException {
        Key purchase = Key.ofText("id", request.account() + ":" + request.purchase());
        if (transaction.get(get("purchase", purchase)).isPresent()) {
            transaction.rollback();
            return Answer.SOLD;
        }
        Key campaign = Key.ofText("id", request.campaign());
        Key account = Key.ofText("id", request.account());
        Result terms = transaction.get(get("campaign", campaign)).orElseThrow();
        long price = terms.getBigInt("price");
        long slot = terms.getBigInt("last") + 1;
        long balance = transaction.get(get("account", account)).orElseThrow().getBigInt("balance");
        if (slot > terms.getBigInt("capacity") || balance < price) {
            throw new IllegalStateException(request + " is sold out, or costs too much");
        }
        transaction.update(
                update("campaign", campaign).bigIntValue("last", slot).build());
        transaction.update(update("account", account)
                .bigIntValue("balance", balance - price)
                .build());
        transaction.insert(
                insert("purchase", purchase).bigIntValue("slot", slot).build());
        Key partition = Key.ofText("campaign", request.campaign());
        Key number = Key.ofBigInt("slot", slot);
        transaction.insert(insert("slot", partition)
                .clusteringKey(number)
                .textValue("account", request.account())
                .build());
        transaction.insert(insert("transaction", partition)
                .clusteringKey(number)
                .textValue("account", request.account())
                .bigIntValue("amount", price)
                .build());
        transaction.commit();
        return Answer.SOLD;
    }

    private static Get get(String table, Key key) {
        return Get.newBuilder().namespace(SCHEMA).table(table).partitionKey(key).build();
    }

    private static com.scalar.db.api.UpdateBuilder.Buildable update(String table, Key key) {
        return Update.newBuilder().namespace(SCHEMA).table(table).partitionKey(key);
    }

    private static com.scalar.db.api.InsertBuilder.Buildable insert(String table, Key key) {
        return Insert.newBuilder().namespace(SCHEMA).table(table).partitionKey(key);
    }

    @Override
    public void audit(long told) {
        try (Connection connection = connect()) {
            SqlAudit.audit(connection, SCHEMA + ".", told);
        } catch (SQLException e) {
            throw new AuditFailedException("The tables cannot be read: " + e.getMessage());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(PostgresServer.url(port));
    }

    @Override
    public void close() {
        transactions.close();
    }
}
