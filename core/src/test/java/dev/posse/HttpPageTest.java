package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.outcome.PurchaseOutcome.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The page about HTTP")
class HttpPageTest {

    private static final Path HOME =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private static final String CODE = "`([^`]+)`";

    /** Exceptions of users' methods, wherever they are thrown, besides those of Java itself. */
    private static final Set<String> OF_JAVA = Set.of("IllegalArgumentException", "IllegalStateException");

    private static String page() throws IOException {
        return Files.readString(HOME.resolve("docs/http.md"));
    }

    /** The rows of a table, without its head, each as its cells. */
    private static List<List<String>> table(String name) throws IOException {
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        String page = page();
        assertTrue(page.contains(begin) && page.contains(end), "the page has no table " + name);
        return page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end))
                .lines()
                .skip(2)
                .map(row -> List.of(row.substring(2, row.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    private static List<String> firstCells(String table) throws IOException {
        return table(table).stream().map(row -> row.get(0).replace("`", "")).toList();
    }

    private static Set<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the spelling of {@link PurchaseOutcome#word()}, as far as they have reasons of their own the reasons instead. */
    private static Set<String> words(Class<?> sealed, String refusal, Enum<?>[] reasons) {
        Set<String> words = names(sealed).stream()
                .filter(name -> !name.equals(refusal))
                .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Arrays.stream(reasons).map(Enum::name).forEach(words::add);
        return words;
    }

    private static void assertNamesOnce(Set<String> all, String table) throws IOException {
        List<String> named = firstCells(table);
        assertEquals(all, new TreeSet<>(named), table);
        assertEquals(all.size(), named.size(), () -> "each once: " + named);
    }

    @Test
    @DisplayName("names each outcome of a purchase and each reason once, and no other")
    void purchases() throws IOException {
        assertNamesOnce(words(PurchaseOutcome.class, "NotPurchased", Reason.values()), "purchases");
        assertEquals(
                Set.of("PURCHASED", "IN_DOUBT"),
                Stream.of(new Purchased("p", "c", 1, 1), new InDoubt("p", "why"))
                        .map(PurchaseOutcome::word)
                        .collect(Collectors.toSet()),
                "the table has the words of the code");
    }

    @Test
    @DisplayName("names each outcome of a deposit or withdrawal and each reason once, and no other")
    void money() throws IOException {
        assertNamesOnce(words(BalanceOutcome.class, "Refused", BalanceOutcome.Reason.values()), "money");
    }

    @Test
    @DisplayName("names each outcome of a login once, and no other")
    void logins() throws IOException {
        assertNamesOnce(names(LoginOutcome.class), "logins");
    }

    @Test
    @DisplayName("names each exception that the offered packages have or promise, and no other")
    void exceptions() throws IOException {
        Set<String> named = firstCells("exceptions").stream()
                .filter(name -> !name.equals("anything else"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(thrown(), named);
    }

    /** All that the front door's Javadoc says it throws, and all exceptions that are published. */
    private static Set<String> thrown() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String directory : List.of("", "store")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/posse", directory))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Stream<String> said = directory.isEmpty()
                            ? Pattern.compile("@throws (?:[a-z.]+\\.)?([A-Z][A-Za-z]+)")
                                    .matcher(Files.readString(file))
                                    .results()
                                    .map((MatchResult one) -> one.group(1))
                            : Stream.empty();
                    Stream<String> published = Stream.of(
                                    file.getFileName().toString().replace(".java", ""))
                            .filter(name -> name.endsWith("Exception"));
                    Stream.concat(said, published).forEach(all::add);
                }
            }
        }
        assertTrue(all.containsAll(OF_JAVA), all::toString);
        return all;
    }

    @Test
    @DisplayName(
            "gives each answer a status that HTTP has, and lets ask again after a time exactly with 409, 503 and 504")
    void statuses() throws IOException {
        for (List<String> row : table("purchases")) {
            assertStatus(row.get(0), row.get(1), row.get(4));
            assertTrue(row.subList(1, 4).stream().allMatch(cell -> cell.matches("[1-5]\\d\\d|–")), row::toString);
        }
        for (List<String> row : table("money")) {
            assertStatus(row.get(0), row.get(1).equals("–") ? row.get(2) : row.get(1), row.get(3));
        }
        for (List<String> row : table("exceptions")) {
            assertStatus(row.get(0), row.get(2), row.get(3));
        }
    }

    private static void assertStatus(String what, String status, String retryAfter) {
        assertTrue(status.matches("[1-5]\\d\\d|–"), () -> what + " has the status " + status);
        assertEquals(
                Set.of("409", "503", "504").contains(status),
                retryAfter.matches("\\d+"),
                () -> what + ": " + retryAfter);
    }

    @Test
    @DisplayName("lets ask again after a second for exactly that which the library repeats by itself")
    void repeated() throws IOException {
        for (List<String> row : table("purchases")) {
            String word = row.get(0).replace("`", "");
            PurchaseOutcome heard = switch (word) {
                case "PURCHASED" -> new Purchased("p", "c", 1, 1);
                case "IN_DOUBT" -> new InDoubt("p", "why");
                default -> new NotPurchased("p", Reason.valueOf(word));
            };
            assertEquals(PurchaseRetry.isWorthRepeating(heard), row.get(4).equals("1"), word);
            assertEquals(PurchaseRetry.isWorthRepeating(heard), row.get(5).contains("`PurchaseRetry`"), word);
        }
    }

    @Test
    @DisplayName("names no class and no method that is not offered")
    void names() throws IOException {
        String offered = offered();
        List<String> named = Pattern.compile(CODE)
                .matcher(page())
                .results()
                .map((MatchResult span) -> span.group(1))
                .filter(span -> span.matches("[A-Z][a-z]+[A-Z][A-Za-z]+(\\.[a-zA-Z]+)?.*|posse\\.[a-z]+\\(.*"))
                .filter(span -> !span.contains("-") && !span.contains(":"))
                .toList();
        assertTrue(named.size() >= 12, named::toString);
        for (String span : named) {
            for (String word :
                    span.replaceAll("\\(.*", "").replaceFirst("^posse\\.", "").split("\\.", -1)) {
                assertTrue(
                        OF_JAVA.contains(word)
                                || Pattern.compile("\\b" + word + "\\b")
                                        .matcher(offered)
                                        .find(),
                        () -> "nothing is called " + word + " in " + span);
            }
        }
    }

    private static String offered() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String directory : List.of("", "store", "outcome")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/posse", directory))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    @Test
    @DisplayName("shows ids as the library makes them")
    void ids() throws IOException {
        assertTrue(page().contains("`a/b` becomes `" + IdEncoding.encode("a/b") + "`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.md", "sizing.md"})
    @DisplayName("like the one about sizes links to files and headings that exist")
    void links(String name) throws IOException {
        Path file = HOME.resolve("docs").resolve(name);
        List<String> links = Pattern.compile("]\\((?!https?:)([^)]+)\\)")
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertTrue(links.size() >= 3, links::toString);
        for (String link : links) {
            Path target = HOME.resolve("docs").resolve(link.replaceFirst("#.*", ""));
            assertTrue(Files.exists(target), link);
            String heading =
                    link.contains("#") ? link.replaceFirst("[^#]*#", "").replace('-', ' ') : "";
            assertTrue(
                    Files.readString(target).toLowerCase(Locale.ROOT).contains("# " + heading),
                    () -> "no heading " + link);
        }
    }
}
