package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is mistyped ends")
class MistypedTest extends AtATerminal {

    @ParameterizedTest
    @CsvSource({
        "create drop --price 251 --capacity 100, exists with price 250",
        "create drop --price 0 --capacity 100, must be positive",
        "create drop --price 2.50 --capacity 100, is not a long",
        "create a/b --price 250 --capacity 100, is not usable",
        "create drop --price 250, --capacity",
        "open a/b, is not usable",
        "deposit TYPO 5, there is no such account",
        "deposit alice 5 --id voucher-7, was used before",
        "deposit alice -5 --id voucher-8, must be positive",
        "deposit alice 0 --id voucher-8, must be positive",
        "deposit alice 10.00, is not a long",
        "deposit alice 5 --id a/b, is not usable",
        "withdraw alice 5, add --yes",
        "withdraw TYPO 5, there is no account TYPO",
        "withdraw TYPO 5 --yes, there is no such account",
        "buy alice drop, add --yes",
        "buy TYPO drop, there is no account TYPO",
        "buy alice TYPO, there is no campaign TYPO",
        "buy TYPO drop --yes, UNKNOWN_ACCOUNT",
        "buy alice TYPO --yes, UNKNOWN_CAMPAIGN",
        "buy alice drop --purchase-id a/b --yes, is not usable",
        "buy alice drop --purchase-id order-1 --payload another --yes, order-1",
        "statement TYPO, there is no account TYPO",
        "audit --campaign TYPO, there is no campaign TYPO",
        "audit --account TYPO, there is no account TYPO",
        "audit --campaign drop --account TYPO, there is no account TYPO",
        "show campaign TYPO, there is no campaign/TYPO",
        "show sold TYPO, there is no campaign/TYPO",
        "show account TYPO, there is no account/TYPO",
        "show slot TYPO 1, there is no slot/TYPO/1",
        "show slot drop 2, there is no slot/drop/2",
        "show transaction TYPO 1, there is no transaction/TYPO/1",
        "resolve TYPO, there is no such account",
        "resolve TYPO --purchase order-1, there is no such account",
        "close TYPO, there is no campaign TYPO",
        "reopen TYPO, there is no campaign TYPO",
        "mend TYPO, cannot be read",
        "audit --campaign a/b, is not usable",
        "audit --account a/b, is not usable",
        "show account a/b, is not usable",
        "show slot drop 0, numbered from 1",
        "show slot drop one, is not a long",
        "show sold drop --last 0, 1 to 1000",
        "show everything, everything",
        "show, Unknown option",
        "resolve a/b, is not usable",
        "resolve alice --purchase a/b, is not usable",
        "close a/b, is not usable",
        "reopen a/b, is not usable",
        "reopen, Missing required parameter",
        "doctor --nosuch, Unknown option",
        "nosuch, Unmatched argument",
    })
    @DisplayName("with exit code 2, and the text says what is wrong")
    void mistyped(String command, String says) {
        shop.sellOne();
        assertEquals(2, terminal.posse((command + " --store " + shop.uri).split(" ", -1)), terminal.said());
        assertTrue(terminal.said().contains(says), terminal.said());
    }
}
