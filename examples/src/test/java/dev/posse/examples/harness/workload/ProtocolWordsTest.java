package dev.posse.examples.harness.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's words for the protocol")
class ProtocolWordsTest {

    @Test
    @DisplayName("say what a step does, with its name behind")
    void steps() {
        assertEquals("claiming the slot (D3)", ProtocolWords.step("D3"));
        assertEquals("unlocking after another was faster (D3b)", ProtocolWords.step("D3b"));
        assertEquals("reading once more (D3.look)", ProtocolWords.step("D3.look"));
        assertEquals("unlocking the account (L2.clear)", ProtocolWords.step("L2.clear"));
        assertEquals("Z9", ProtocolWords.step("Z9"));
    }

    @Test
    @DisplayName("say what the posse and a login did")
    void branches() {
        assertEquals("transaction and debit and campaign (R3b.ii)", ProtocolWords.recovery("R3b.ii"));
        assertEquals("purchase called off", ProtocolWords.lock("CLEARED"));
    }

    @Test
    @DisplayName("know every step that is named in core")
    void allSteps() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("../core/src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Pattern.compile("\"([DLRB]\\d[a-z]?(?:\\.[a-z]+)?)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(named::add);
            }
        }
        assertTrue(named.size() >= 25, "only " + named);
        assertEquals(
                List.of(),
                named.stream()
                        .filter(step -> ProtocolWords.step(step).equals(step))
                        .toList());
    }
}
