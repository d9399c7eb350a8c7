package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A shop, and somebody who types commands about it. */
abstract class AtATerminal {

    final Shop shop = new Shop();
    final Terminal terminal = new Terminal();

    @TempDir
    Path directory = Path.of("");

    @AfterEach
    void hangUp() {
        terminal.close();
    }

    /** Types a command: how it ends, and a part of what it says. */
    final void answers(int code, String says, String... command) {
        assertEquals(code, terminal.posse(command), terminal.said());
        assertTrue(terminal.said().contains(says), says + " is not said in: " + terminal.said());
    }
}
