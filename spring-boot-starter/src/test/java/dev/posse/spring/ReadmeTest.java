package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The README")
class ReadmeTest {

    private static final Path PAGE = Path.of("README.md");
    private static final String WRITTEN = " (written by ReadmeTest with -Dposse.docs.write=true) -->\n";
    private static final Path LINES = Path.of("..", "compatibility");

    @Test
    @DisplayName("has all properties that an IDE knows of, with their defaults and meanings")
    void properties() throws IOException {
        assertHas("properties", table());
    }

    @Test
    @DisplayName("has the versions that the applications of the build are asserted to run on")
    void lines() throws IOException {
        List<String> rows = new ArrayList<>(List.of(
                "| Spring Boot | Lettuce | Netty | Couchbase's client | Micrometer |", "|---|---|---|---|---|"));
        try (DirectoryStream<Path> applications = Files.newDirectoryStream(LINES, "boot-*")) {
            List<Path> sorted = StreamSupport.stream(applications.spliterator(), false)
                    .sorted()
                    .toList();
            for (Path application : sorted) {
                String pom = Files.readString(application.resolve("pom.xml"));
                rows.add(Stream.of("boot", "lettuce", "netty", "couchbase", "micrometer")
                        .map(library -> of("<line." + library + ">", pom))
                        .collect(Collectors.joining(" | ", "| ", " |")));
            }
        }
        assertThat(rows).hasSizeGreaterThan(4);
        assertHas("lines", String.join("\n", rows) + "\n");
    }

    private static String of(String element, String pom) {
        int at = pom.indexOf(element) + element.length();
        return pom.substring(at, pom.indexOf('<', at));
    }

    private static void assertHas(String part, String content) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + part + ": begin" + WRITTEN;
        String end = "<!-- " + part + ": end -->";
        assertThat(page).contains(begin, end);
        String written =
                page.substring(0, page.indexOf(begin) + begin.length()) + content + page.substring(page.indexOf(end));
        if (Boolean.getBoolean("posse.docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE))
                .as("README.md is not current; -Dposse.docs.write=true writes it")
                .isEqualTo(written);
    }

    private static String table() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                PosseProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            List<String> rows = new ArrayList<>(List.of("| property | default | meaning |", "|---|---|---|"));
            for (JsonNode property : new JsonMapper().readTree(metadata).path("properties")) {
                assertThat(property.path("description").asString(""))
                        .as(property.toString())
                        .endsWith(".");
                JsonNode usual = property.path("defaultValue");
                rows.add("| `" + property.path("name").asString() + "` | "
                        + (usual.isMissingNode() ? "" : "`" + usual.asString() + "`") + " | "
                        + property.path("description").asString() + " |");
            }
            return String.join("\n", rows) + "\n";
        }
    }
}
