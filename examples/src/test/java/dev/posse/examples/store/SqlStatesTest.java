package dev.posse.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the page says of SQLStates")
class SqlStatesTest {

    private static final Path PAGE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("write-a-store.md");

    /** What the page's table says that the store says, by state. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = Pattern.compile("\\| ((?:`[0-9A-Z]{5}`(?:, )?)+|none) \\|.*\\| `?([A-Za-z]+)`? \\|")
                    .matcher(line);
            if (row.matches()) {
                for (String state : row.group(1).replace("`", "").split(", ", -1)) {
                    told.put(state, row.group(2));
                }
            }
        }
        return told;
    }

    @Test
    @DisplayName("the store does, for each state of the table")
    void states() throws IOException {
        Map<String, String> expected = table();
        assertTrue(expected.size() >= 20, "only " + expected);
        Map<String, String> said = new LinkedHashMap<>();
        expected.keySet().forEach(state -> said.put(state, said(state)));
        assertEquals(expected, said);
    }

    @Test
    @DisplayName("before the statement is sent, whatever it is, is a definite failure")
    void notSent() throws IOException {
        for (String state : table().keySet()) {
            assertEquals("StoreException", saidOf(new JdbcStore(failing(state, "prepareStatement"), () -> {})));
        }
    }

    @Test
    @DisplayName("who fails to create the table looks whether it is there, and only then fails")
    void createdByOthers() {
        JdbcStore store = new JdbcStore(failing("23505", "execute", 1), () -> {});
        assertFalse(store.get("key").isPresent());
        assertThrows(StoreException.class, () -> new JdbcStore(failing("42P01", "getConnection", 0), () -> {}));
    }

    private static String said(String state) {
        return saidOf(new JdbcStore(failing(state, "executeUpdate"), () -> {}));
    }

    private static String saidOf(JdbcStore store) {
        try {
            return store.add("key", new byte[0]).getClass().getSimpleName();
        } catch (StoreException | OutcomeUnknownException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static DataSource failing(String state, String in) {
        return failing(state, in, 2);
    }

    private static DataSource failing(String state, String in, int from) {
        return (DataSource) proxy(DataSource.class, new FailingDatabase(state, in, from));
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(SqlStatesTest.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** Fails in one of JDBC's methods, from a statement on: the second is the one after the table is made. */
    private static final class FailingDatabase implements InvocationHandler {
        private final String state;
        private final String in;
        private final int from;
        private int statements;

        FailingDatabase(String state, String in, int from) {
            this.from = from;
            this.state = state;
            this.in = in;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws SQLException {
            if (method.getName().equals("prepareStatement")) {
                statements++;
            }
            if (method.getName().equals(in) && statements >= from) {
                throw new SQLException("as told", state.equals("none") ? null : state);
            }
            Class<?> type = method.getReturnType();
            if (type.isInterface()) {
                return proxy(type, this);
            }
            return type == boolean.class ? false : null;
        }
    }
}
