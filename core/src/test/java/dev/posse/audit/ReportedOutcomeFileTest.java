package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A list of what callers were told")
class ReportedOutcomeFileTest {

    private static final List<ReportedOutcome> ALL = List.of(
            new ReportedOutcome.Purchase("alice", "order-1", "drop", 7),
            new ReportedOutcome.Deposit("alice", "voucher-7", 1000),
            new ReportedOutcome.Cancellation("alice", "order-2"),
            new ReportedOutcome.Withdrawal("bob", "payout-3", Long.MAX_VALUE));

    @Test
    @DisplayName("is one JSON object a line, as documented")
    void format() throws IOException {
        assertEquals(ALL, read("""
                        {"told":"purchase","account":"alice","purchase":"order-1","campaign":"drop","slot":7}
                        {"told":"deposit","account":"alice","id":"voucher-7","amount":1000}
                        {"told":"cancellation","account":"alice","purchase":"order-2"}
                        {"told":"withdrawal","account":"bob","id":"payout-3","amount":9223372036854775807}
                        """));
    }

    @Test
    @DisplayName("is read as it is written")
    void roundTrip() throws IOException {
        assertEquals(ALL, read(ALL.stream().map(ReportedOutcomeFile::line).collect(Collectors.joining("\n"))));
    }

    @Test
    @DisplayName("may have empty lines and fields of its own")
    void tolerant() throws IOException {
        assertEquals(
                List.of(ALL.get(1)),
                read(
                        "\n  \r\n{\"at\":\"noon\",\"amount\":1000,\"id\":\"voucher-7\",\"account\":\"alice\",\"told\":\"deposit\"}\r\n"));
        assertEquals(List.of(), read(""));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{told|is no JSON",
                "[]|no JSON object",
                "{}|the field told is missing",
                "{\"told\":\"cancelled\"}|not \"cancelled\"",
                "{\"told\":\"deposit\",\"account\":7,\"id\":\"x\",\"amount\":1}|the field account is missing or no text",
                "{\"told\":\"deposit\",\"account\":\"a b\",\"id\":\"x\",\"amount\":1}|The account id \"a b\" is not usable",
                "{\"told\":\"deposit\",\"account\":\"a\",\"id\":\"x\"}|the field amount is missing",
                "{\"told\":\"deposit\",\"account\":\"a\",\"id\":\"x\",\"amount\":1.5}|no whole number",
                "{\"told\":\"deposit\",\"account\":\"a\",\"id\":\"x\",\"amount\":0}|The amount",
                "{\"told\":\"withdrawal\",\"account\":\"a\",\"id\":\"x\",\"amount\":9223372036854775808}|of 64 bits",
                "{\"told\":\"purchase\",\"account\":\"a\",\"purchase\":\"p\",\"campaign\":\"c\",\"slot\":0}|numbered from 1",
                "{\"told\":\"cancellation\",\"account\":\"a\"}|the field purchase is missing",
                "{\"told\":\"cancellation\",\"account\":\"a\",\"purchase\":\"\"}|The purchase id",
                "{\"told\":\"deposit\",\"told\":\"deposit\"}|is no JSON (Duplicate",
                "{\"told\":\"deposit\",\"account\":\"a\",\"id\":\"x\",\"amount\":1} x|is no JSON"
            })
    @DisplayName("that cannot be understood names the line, what is wrong and the line's text")
    void wrong(String line, String problem) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> read(ReportedOutcomeFile.line(ALL.get(0)) + "\n\n" + line));

        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith("Line 3 of what callers were told"), message);
        assertTrue(message.contains(problem), message);
        assertTrue(message.endsWith(line), message);
    }

    @Test
    @DisplayName("shows the first two hundred characters of a line that cannot be understood")
    void longLine() {
        String line = "{" + "x".repeat(199);

        assertTrue(problemOf(line).endsWith(": " + line));
        assertTrue(problemOf(line + "y").endsWith(": " + line + "… and 1 characters more"));
    }

    private static String problemOf(String line) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(line)).getMessage());
    }

    private static List<ReportedOutcome> read(String text) throws IOException {
        return ReportedOutcomeFile.read(new StringReader(text));
    }
}
