package dev.posse.benchmarks.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The audit of books that are tables, whoever has written them. */
final class SqlAudit {

    private SqlAudit() {}

    /**
     * Counts every slot and every transaction, and adds up every balance.
     *
     * @param schema of the tables, with its dot
     */
    static void audit(Connection connection, String schema, long told) throws SQLException {
        AuditFailedException.requireEqual(
                "Slots sold", told, number(connection, "SELECT count(*) FROM " + schema + "slot"));
        AuditFailedException.requireEqual(
                "Transactions", told, number(connection, "SELECT count(*) FROM " + schema + "transaction"));
        AuditFailedException.requireEqual(
                "Slots that campaigns say are sold",
                told,
                number(connection, "SELECT coalesce(sum(last), 0) FROM " + schema + "campaign"));
        AuditFailedException.requireEqual(
                "Campaigns whose slots are not 1, 2, 3 … with a transaction each",
                0,
                number(
                        connection,
                        "SELECT count(*) FROM (SELECT c.id FROM " + schema + "campaign c JOIN " + schema
                                + "slot s ON s.campaign = c.id LEFT JOIN " + schema
                                + "transaction t ON t.campaign = s.campaign AND t.slot = s.slot"
                                + " AND t.account = s.account AND t.amount = c.price GROUP BY c.id, c.last"
                                + " HAVING min(s.slot) <> 1 OR max(s.slot) <> c.last OR count(t.slot) <> c.last) AS wrong"));
        AuditFailedException.requireEqual(
                "Money spent",
                told * Stock.PRICE,
                number(
                        connection,
                        "SELECT coalesce(sum(" + Stock.BALANCE + " - balance), 0) FROM " + schema + "account"));
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
