package dev.posse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("./posse")
class MainTest {

    @Test
    @DisplayName("adds the demo and a mock server to the commands for the person on call")
    void commands() {
        Set<String> onCall = dev.posse.cli.Main.commandLine().getSubcommands().keySet();
        Set<String> all = Main.commandLine().getSubcommands().keySet();

        assertTrue(all.containsAll(onCall), all + " and " + onCall);
        assertTrue(all.containsAll(Set.of("demo", "couchbase-mock")), all + " lack something");
        assertTrue(onCall.contains("doctor") && !onCall.contains("demo"), onCall + " are for the person on call");
    }

    @Test
    @DisplayName("tells the release for each command, also for those that were added")
    void release() {
        assertEquals(0, Main.commandLine().execute("demo", "-V"));
    }
}
