package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Golden files pin the bytes of format 1: a change that breaks one needs a new format number")
class GoldenFilesTest {

    static Stream<Map.Entry<String, Document>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("what is written is the golden file, byte by byte")
    void written(Map.Entry<String, Document> sample) throws IOException {
        assertEquals(golden(sample.getKey()), Samples.text(sample.getValue().encode()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("what is read from the golden file is the document")
    void read(Map.Entry<String, Document> sample) throws IOException {
        byte[] bytes = Samples.utf8(golden(sample.getKey()));

        assertEquals(sample.getValue(), Samples.decode(sample.getValue().key(), bytes));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenFilesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return Samples.text(
                    Objects.requireNonNull(file, name + ".json is missing").readAllBytes());
        }
    }
}
