package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.CampaignOverview;
import dev.posse.audit.AuditReport;
import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreFitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The page for the person on call")
class OperationsPageTest {

    private static final Path HOME =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    private static String page() throws IOException {
        return Files.readString(HOME.resolve("docs/operations.md"));
    }

    /** Texts between single backticks, outside of fenced blocks. */
    private static List<String> spans() throws IOException {
        return spans(page());
    }

    private static List<String> spans(String text) {
        String prose =
                Pattern.compile("```.*?```", Pattern.DOTALL).matcher(text).replaceAll("");
        return Pattern.compile("`([^`\n]+)`")
                .matcher(prose)
                .results()
                .map((MatchResult span) -> span.group(1))
                .toList();
    }

    private static void assertHolds(String name, String table) throws IOException {
        String page = page();
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        assertTrue(page.contains(begin) && page.contains(end), "the page has no part " + name);
        if (Boolean.getBoolean("posse.docs.write")) {
            page = page.substring(0, page.indexOf(begin) + begin.length()) + table + page.substring(page.indexOf(end));
            Files.writeString(HOME.resolve("docs/operations.md"), page);
        }
        assertEquals(table, page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end)), name);
    }

    @Test
    @DisplayName("shows each event with the line, the level and the meters that the observers really make of it")
    void events() throws IOException {
        assertHolds("events", Signals.table());
        Set<String> shown = Signals.EVENTS.stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                kinds(PosseEvent.class).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)),
                shown,
                "every kind of event has a row");
    }

    private static Stream<Class<?>> kinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(OperationsPageTest::kinds)
                : Stream.of(sealed);
    }

    @Test
    @DisplayName("lists each command with its options and exit codes as the program has them")
    void commands() throws IOException {
        StringBuilder table = new StringBuilder("| command | options | exit codes |\n|---|---|---|\n");
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            table.append(row(name, command));
        });
        assertHolds("commands", table.toString());
    }

    @Test
    @DisplayName("says what each exit code means, as --help does")
    void exitCodes() throws IOException {
        StringBuilder table = new StringBuilder("| exit code | meaning |\n|---|---|\n");
        Main.commandLine()
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> table.append("| " + code + " | " + meaning + " |\n"));
        assertHolds("exit codes", table.toString());
    }

    private static String row(String name, CommandLine command) {
        Stream<CommandLine> all = Stream.concat(Stream.of(command), command.getSubcommands().values().stream());
        String options = all.flatMap(each -> each.getCommandSpec().options().stream())
                .map(option -> option.longestName() + (option.arity().max() == 0 ? "" : "=" + option.paramLabel()))
                .filter(option -> !List.of("--help", "--version").contains(option))
                .distinct()
                .sorted()
                .map(option -> "`" + option + "`")
                .collect(Collectors.joining(" "));
        String codes = command.getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
                .map(code -> code.getKey() + " " + code.getValue())
                .collect(Collectors.joining("; "));
        assertTrue(codes.startsWith("0 "), name + " lists no exit codes");
        String parameters = command.getCommandSpec().positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining());
        return "| `./posse " + name + parameters + "` | " + options + " | " + codes + " |\n";
    }

    @Test
    @DisplayName("names no command and no option that the program would refuse")
    void typedCommands() throws IOException {
        // The table has words such as AMOUNT, and is compared with the program anyway.
        String withoutTable = Pattern.compile("<!-- commands: begin.*commands: end -->", Pattern.DOTALL)
                .matcher(page())
                .replaceAll("");
        List<String> typed = spans(withoutTable).stream()
                .filter(span -> span.startsWith("./posse ") && !span.contains("`"))
                .toList();
        assertTrue(typed.size() >= 25, "only " + typed);
        for (String command : typed) {
            List<String> words = Stream.concat(Arrays.stream(command.split(" ")).skip(1), Stream.of("--store=memory:"))
                    .toList();
            CommandLine line = Main.commandLine();
            // What stands for a part of the command, such as ./posse show, is looked up only.
            CommandLine found = line.getSubcommands().get(words.get(0));
            assertTrue(found != null, "there is no " + command);
            if (words.size() > 2) {
                assertTrue(line.parseArgs(words.toArray(String[]::new)).errors().isEmpty(), command);
            }
        }
    }

    @Test
    @DisplayName("names no meter, tag or value that Micrometer would not show")
    void meters() throws IOException {
        Map<String, Set<String>> meters = new Signals().meters();
        List<String> named =
                spans().stream().filter(span -> span.matches("posse\\.[a-z].*")).toList();
        assertTrue(named.size() >= 15, "only " + named);
        for (String span : named) {
            MatchResult parts = match("(posse[a-z.]+)(?:\\{([a-z]+)=([A-Za-z0-9_.]+)(?:,.*)?})?", span);
            assertTrue(meters.containsKey(parts.group(1)), "no meter is called " + parts.group(1));
            if (parts.group(2) != null) {
                assertTrue(meters.get(parts.group(1)).contains(parts.group(2)), span + ": there is no such tag");
            }
        }
        assertTrue(
                named.stream()
                        .map(span -> span.replaceAll("\\{.*", ""))
                        .collect(Collectors.toSet())
                        .containsAll(meters.keySet()),
                "every meter is named: " + meters.keySet());
    }

    @Test
    @DisplayName("names no outcome, finding or state that the code does not have")
    void words() throws IOException {
        Set<String> known = new TreeSet<>(List.of("PURCHASED", "IN_DOUBT", "SOLD", "CLEARED", "STUCK"));
        for (Class<?> kind : List.of(
                PurchaseOutcome.Reason.class,
                BalanceOutcome.Reason.class,
                AuditReport.Kind.class,
                AuditReport.Verdict.class,
                CampaignOverview.Status.class,
                StoreFitness.Verdict.class,
                Initialization.class)) {
            Arrays.stream(kind.getEnumConstants()).map(Object::toString).forEach(known::add);
            Arrays.stream(kind.getEnumConstants())
                    .map(each -> ((Enum<?>) each).name())
                    .forEach(known::add);
        }
        Arrays.stream(NodeProblem.Code.values()).map(Enum::name).forEach(known::add);
        Arrays.stream(Health.values()).map(Enum::name).forEach(known::add);
        known.addAll(List.of("POSSE_STORE", "POSSE_PREFIX", "POSSE_CLASS_PATH"));
        List<String> named =
                spans().stream().filter(span -> span.matches("[A-Z][A-Z_]+")).toList();
        assertTrue(named.size() >= 20, "only " + named);
        named.forEach(word -> assertTrue(known.contains(word), "nothing is called " + word));
        assertTrue(spans().containsAll(kinds()), "every kind of finding is explained: " + kinds());
    }

    private static List<String> kinds() {
        return Arrays.stream(AuditReport.Kind.values()).map(Enum::name).toList();
    }

    @Test
    @DisplayName("names no class that is not published, and quotes no sentence that the code does not say")
    void classesAndSentences() throws IOException {
        String sources = sources();
        List<String> outcomes = Arrays.stream(LoginOutcome.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        List<String> names = spans().stream()
                .filter(span -> span.matches("[A-Z][a-z]+[A-Za-z]*(Exception)?(\\.[a-zA-Z]+)?"))
                .toList();
        assertTrue(names.size() >= 10, "only " + names);
        for (String name : names) {
            assertTrue(
                    outcomes.contains(name) || sources.contains(name.replaceFirst("\\..*", "") + " "),
                    "nothing is called " + name);
        }
        List<String> sentences = spans().stream()
                .filter(span -> span.matches("[A-Z][a-z]* [a-z].*"))
                .toList();
        assertTrue(sentences.size() >= 5, "only " + sentences);
        sentences.forEach(sentence -> assertTrue(
                sources.contains("\"" + sentence) || sources.contains(sentence + "\""), "nobody says: " + sentence));
    }

    /** All main sources, with sentences that were broken over lines put together. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("core", "store-redis", "store-memcached", "store-couchbase", "cli")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file).replaceAll("\"\\s*\\+ \"", ""));
                }
            }
        }
        return all.toString();
    }

    @Test
    @DisplayName("links to files and headings that exist, and is linked from the README")
    void links() throws IOException {
        List<String> links = Pattern.compile("]\\((?!https?:)([^)]+)\\)")
                .matcher(page())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertTrue(links.size() >= 10, "only " + links);
        for (String link : links) {
            String file = link.replaceFirst("#.*", "");
            String heading = link.substring(file.length());
            Path target = file.isEmpty()
                    ? HOME.resolve("docs/operations.md")
                    : HOME.resolve("docs").resolve(file);
            assertTrue(Files.exists(target), "the page links to " + link);
            assertTrue(heading.isEmpty() || headings(target).contains(heading), "the page links to " + link);
        }
        assertTrue(Files.readString(HOME.resolve("README.md")).contains("(docs/operations.md)"));
    }

    private static Set<String> headings(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> "#"
                        + line.substring(3)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static MatchResult match(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.matches(), text + " is no " + pattern);
        return matcher.toMatchResult();
    }
}
