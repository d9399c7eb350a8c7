package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The README")
class ReadmeTest {

    private static final Path PAGE = Path.of("README.md");
    private static final String BEGIN =
            "<!-- properties: begin (written by ReadmeTest with -Dposse.docs.write=true) -->\n";
    private static final String END = "<!-- properties: end -->";

    @Test
    @DisplayName("has all properties that an IDE knows of, with their defaults and meanings")
    void properties() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String written = page.substring(0, begin) + table() + page.substring(end);
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
