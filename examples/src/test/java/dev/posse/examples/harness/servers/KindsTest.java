package dev.posse.examples.harness.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Starting a database")
class KindsTest {

    @Test
    @DisplayName("of an unknown kind is refused with the known ones")
    void unknownKind() {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> DatabaseKinds.start("oracle"))
                .getMessage());
        assertTrue(said.contains("oracle"), said);
        DatabaseKinds.names().forEach(kind -> assertTrue(said.contains(kind), said));
    }

    @Test
    @DisplayName("without its program is refused with the package that brings it")
    void missingProgram() {
        StoreException refusal = assertThrows(
                StoreException.class, () -> Executable.command("no-such-server", "such-a-package", List.of()));
        assertEquals(
                "no-such-server is missing; install it with: apt-get install such-a-package", refusal.getMessage());
    }

    @Test
    @DisplayName("that ends by itself is an error with its last words, and leaves nothing behind")
    void endsByItself() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> ServerGroup.of(group -> RedisServers.start(group, "broken", "--no-such-option", "1")));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains("broken (pid ") && said.contains("no-such-option"), said);
    }
}
