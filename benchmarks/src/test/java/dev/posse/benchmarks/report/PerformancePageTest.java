package dev.posse.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/performance.md")
class PerformancePageTest {

    private static final Path PAGE = Path.of("../docs/performance.md");

    @Test
    @DisplayName("has pictures that say what its tables say")
    void pictures() throws IOException {
        String page = Files.readString(PAGE);
        for (Map.Entry<String, String> picture : BarPictures.of(page).entrySet()) {
            Path file = PAGE.resolveSibling("charts").resolve(picture.getKey());
            if (Boolean.getBoolean("posse.docs.write")) {
                Files.writeString(file, picture.getValue());
            }
            assertEquals(
                    picture.getValue(),
                    Files.readString(file),
                    file + " is not what its table says; -Dposse.docs.write=true writes it");
            assertTrue(page.contains("](charts/" + picture.getKey() + ")"), picture.getKey() + " is not shown");
        }
    }

    @Test
    @DisplayName("has tables of which pictures can be made")
    void tables() {
        assertThrows(IllegalArgumentException.class, () -> BarPictures.of("### Spread, 32 buyers\n"));
        String table = "\n\n| | sold/s | least – most |\n| - | - | - |\n| A < B | 1,200 | 900 – 2,000 |\n";
        Map<String, String> pictures = BarPictures.of("### Spread, 32 buyers" + table + "### Hot, 32 buyers" + table);
        assertTrue(pictures.toString().contains("A &lt; B"), pictures.toString());
        assertTrue(pictures.toString().contains("1,200 (900 to 2,000)"), pictures.toString());
    }
}
