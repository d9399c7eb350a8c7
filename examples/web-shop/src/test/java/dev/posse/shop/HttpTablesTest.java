package dev.posse.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.NotInitializedException;
import dev.posse.UnreadableDocumentException;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.ExceptionHandler;

@DisplayName("The shop answers by the tables of docs/http.md")
class HttpTablesTest {

    private static final Path PAGE = Path.of("../../docs/http.md");

    @Test
    @DisplayName("to POST, GET and DELETE of purchases")
    void purchases() throws IOException {
        List<List<String>> table = table("purchases");
        assertThat(table.stream().map(row -> word(row.get(0))))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(PurchaseStatus.values()).map(Enum::name).toList());
        for (List<String> row : table) {
            PurchaseStatus status = PurchaseStatus.valueOf(word(row.get(0)));
            assertThat(List.of(
                            status.status(HttpMethod.POST),
                            status.status(HttpMethod.GET),
                            status.status(HttpMethod.DELETE),
                            status.retryAfter()))
                    .as(status.name())
                    .containsExactlyElementsOf(row.subList(1, 5).stream()
                            .map(HttpTablesTest::number)
                            .toList());
        }
    }

    @Test
    @DisplayName("to deposits and withdrawals")
    void money() throws IOException {
        List<List<String>> table = table("money");
        assertThat(table).hasSameSizeAs(MoneyStatus.values());
        for (List<String> row : table) {
            MoneyStatus status = MoneyStatus.valueOf(word(row.get(0)));
            assertThat(List.of(status.deposit(), status.withdrawal(), status.retryAfter()))
                    .as(status.name())
                    .containsExactlyElementsOf(row.subList(1, 4).stream()
                            .map(HttpTablesTest::number)
                            .toList());
        }
    }

    @Test
    @DisplayName("to each exception")
    void exceptions() throws Exception {
        Map<String, Integer> handled = new TreeMap<>();
        Problems problems = new Problems();
        for (RuntimeException each : List.of(
                new IllegalArgumentException("x"),
                new DataLossException("x"),
                new StoreException("x"),
                new OutcomeUnknownException("x"),
                new IllegalStateException("x"))) {
            handled.put(each.getClass().getSimpleName(), status(problems, each.getClass(), each));
        }
        // Of these only the library can make one.
        assertThat(handler(NotInitializedException.class)).isNotEqualTo(handler(IllegalStateException.class));
        assertThat(handler(UnreadableDocumentException.class)).isNotEqualTo(handler(IllegalStateException.class));
        for (List<String> row : table("exceptions")) {
            Integer status = handled.get(word(row.get(0)));
            if (status != null && !row.get(1).contains("purchase")) {
                assertThat(status).as(row.toString()).isEqualTo(number(row.get(2)));
            }
        }
        assertThat(status(
                        problems,
                        Terms.KeyReusedException.class,
                        new Terms.KeyReusedException(new IllegalArgumentException("x"))))
                .isEqualTo(422);
    }

    private static int status(Problems problems, Class<?> type, RuntimeException thrown) throws Exception {
        Object answer = handler(type).invoke(problems, thrown);
        return ((org.springframework.http.ResponseEntity<?>) answer)
                .getStatusCode()
                .value();
    }

    private static Method handler(Class<?> type) {
        return Arrays.stream(Problems.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(ExceptionHandler.class))
                .filter(method -> method.getParameterTypes()[0].equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no handler for " + type));
    }

    private static String word(String cell) {
        return cell.replace("`", "");
    }

    private static int number(String cell) {
        return cell.equals("–") ? 0 : Integer.parseInt(cell);
    }

    private static List<List<String>> table(String name) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + name + ": begin -->\n";
        return page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- " + name + ": end -->"))
                .lines()
                .skip(2)
                .map(row -> List.of(row.substring(2, row.length() - 2).split(" \\| ")))
                .toList();
    }
}
