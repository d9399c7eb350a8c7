package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An audit of what callers were told")
class ReportedOutcomeTest extends AtATerminal {

    private static final String TRUE = """
            {"told":"purchase","account":"alice","purchase":"order-1","campaign":"drop","slot":1}

            {"told":"deposit","account":"alice","id":"voucher-7","amount":1000}
            """;

    private void audits(int code, String says, String lines, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("told.jsonl"), lines);
        String line = "audit --store " + shop.uri + " --told " + file + " " + String.join(" ", more);
        answers(code, says, line.strip().split(" "));
    }

    @Test
    @DisplayName("balances where all of it is still true, and names each thing that is gone or another")
    void told() throws IOException {
        shop.sellOne();
        audits(0, "BALANCED", TRUE);
        audits(
                1,
                "TOLD_GONE",
                TRUE + "{\"told\":\"withdrawal\",\"account\":\"alice\",\"id\":\"payout-3\",\"amount\":2}");
        audits(1, "\"TOLD_DIFFERS\" : 1", TRUE.replace("1000", "1001"), "--json");
    }

    @Test
    @DisplayName("ends with 2 and names file and line where a line cannot be understood, or there is no file")
    void badLines() throws IOException {
        shop.sellOne();
        audits(2, "told.jsonl: Line 4 of what callers were told cannot be understood", TRUE + "nonsense");
        assertEquals(2, terminal.posse("audit", "--told", "nosuch.jsonl", "--store", shop.uri));
        assertTrue(terminal.said().contains("The file nosuch.jsonl cannot be read"), terminal.said());
    }

    @Test
    @DisplayName("is of all campaigns")
    void oneCampaign() throws IOException {
        shop.sellOne();
        audits(2, "does not go with --campaign", TRUE, "--campaign", "drop");
    }
}
