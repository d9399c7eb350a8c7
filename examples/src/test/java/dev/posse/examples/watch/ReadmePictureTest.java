package dev.posse.examples.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The picture in README.md")
class ReadmePictureTest {

    private static final long MOST_BYTES = 200_000;

    @Test
    @DisplayName("is there, small, light and dark, and shows the page as it is now")
    void isCurrent() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (Scheme scheme : Scheme.values()) {
            Path picture = BoardPicture.of(scheme);
            assertTrue(readme.contains("docs/images/" + picture.getFileName()), "README.md does not show " + picture);
            assertTrue(Files.size(picture) < MOST_BYTES, picture + " has " + Files.size(picture) + " bytes");
        }
        assertEquals(
                Files.readString(BoardPicture.VERSION),
                BoardPicture.versionOfThePage(),
                "the page has changed since its picture was taken; this takes a new one: -Dtest=DemoBoardTest"
                        + " -Dposse.docs.write=true");
    }
}
