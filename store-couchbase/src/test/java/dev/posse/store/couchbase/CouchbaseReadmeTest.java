package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.error.CouchbaseException;
import dev.posse.store.couchbase.WriteFailure.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module's page says what the code does. */
class CouchbaseReadmeTest {

    private static final Path CODE = Path.of("src/test/java/dev/posse/store/couchbase/ThreeWaysToOpen.java");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    @DisplayName("the code of the page is code that compiles")
    void code() throws IOException {
        Matcher shown = Pattern.compile("(?s)```java\\n(.*?)```").matcher(readme());
        assertTrue(shown.find(), "no code on the page");
        String compiled = Files.readString(CODE).replaceAll("(?m)^ {4}", "");
        assertTrue(compiled.contains(shown.group(1)), "the page's code is not the one of " + CODE);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("dev.posse.store.couchbase.ErrorTableTest#table")
    @DisplayName("the page's table of outcomes has every error that the code's has, with the same meaning")
    void outcomes(Throwable error, Outcome outcome, String name) throws IOException {
        List<String> rows = readme().lines()
                .filter(line -> line.startsWith("| ") && line.contains("`" + name.replace("Exception", "") + "`"))
                .map(row -> row.split(" \\| ", -1)[1])
                .toList();
        boolean unlisted =
                !(error instanceof CouchbaseException) || error.getClass().equals(CouchbaseException.class);
        if (unlisted || name.equals("DecodingFailureException")) {
            assertEquals(List.of(), rows, "listed by the page and not by the code");
            return;
        }
        assertTrue(rows.stream().anyMatch(meaning -> means(meaning, outcome)), () -> name + " is " + rows);
        // One error has rows of both kinds.
        assertTrue(
                name.equals("RequestCanceledException") || rows.stream().allMatch(meaning -> means(meaning, outcome)),
                () -> name + " is " + rows);
    }

    private static boolean means(String meaning, Outcome outcome) {
        return Arrays.stream(meaning.split(" ", -1)).anyMatch(word -> switch (outcome) {
            case SOMEBODY_WAS_FIRST -> word.equals("`exists`") || word.equals("`conflict`");
            case ABSENT -> word.equals("`missing`");
            case NOT_DONE -> word.equals("definite");
            case UNKNOWN -> word.equals("unknown");
        });
    }
}
