package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Written down as it is, so that a change of what scripts read cannot come by the way. */
@DisplayName("--json answers as scripts know it")
class JsonContractTest extends AtATerminal {

    /** Types it; returns the answer without spaces, ids that are drawn afresh, and times. */
    private String answer(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
        words.addAll(List.of("--json", "--store", shop.uri));
        assertTrue(terminal.posse(words.toArray(String[]::new)) <= 1, terminal.said());
        return plain(terminal.said());
    }

    private static String plain(String json) {
        return json.replaceAll("\\s+", "")
                .replaceAll("\"(version|incarnation|attempt)\":\"[^\"]*\"", "\"$1\":\"ID\"")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "init | {'incarnation':'ID'}",
                "confirm | {'confirmed':false,'overruled':[]}",
                "audit | {'verdict':'BALANCED','initialization':'READY','totals':{'campaigns':1,'slotsSold':1,"
                        + "'slotsSettled':1,'unsettled':0,'accounts':1,'revenue':250,'deposited':1000,'withdrawn':0,"
                        + "'spent':250,'balance':750,'locks':0},'findings':[],'counts':{}}",
                "doctor | {'product':'in-memorystore','initialization':'READY','findings':[{'aspect':'EVICTION',"
                        + "'verdict':'SAFE','detail':'nothingisevicted'},{'aspect':'PERSISTENCE','verdict':'RISK',"
                        + "'detail':'everythingendswiththisprocess'},{'aspect':'REPLICATION','verdict':'RISK',"
                        + "'detail':'onecopy,inthisprocess'}]}",
                "show campaigns | [{'campaign':'drop','status':'OPEN','price':250,'capacity':100,'lastPurchasedSlot':1}]",
                "show sold drop | [{'slot':1,'account':'alice','purchase':'order-1','attempt':'ID','price':250,"
                        + "'since':'TIME','settled':true}]",
                "create drop --price 250 --capacity 100 | {'campaign':'drop','price':250,'capacity':100,'status':'OPEN',"
                        + "'reason':null,'lastPurchasedSlot':1}",
                "open bob | {'account':'bob','open':true}",
                "deposit alice 5 --id voucher-8 | {'account':'alice','outcome':'Moved','detail':{'id':'voucher-8',"
                        + "'balance':755}}",
                "withdraw alice 5 --id payout-1 --yes | {'account':'alice','outcome':'Moved','detail':{'id':'payout-1',"
                        + "'balance':745}}",
                "buy alice drop --purchase-id order-9 --yes | {'account':'alice','outcome':'Purchased','detail':"
                        + "{'purchaseId':'order-9','campaign':'drop','slot':2,'price':250}}",
                "statement alice | {'account':'alice','balance':750,'deposited':1000,'withdrawn':0,'spent':250,"
                        + "'pending':null,'purchases':[{'purchaseId':'order-1','campaign':'drop','slot':1,'price':250}],"
                        + "'movements':[{'id':'voucher-7','amount':1000}]}",
                "close drop | {'campaign':'drop','price':250,'capacity':100,'status':'CLOSED','reason':null,"
                        + "'lastPurchasedSlot':1}",
                "reopen drop | {'campaign':'drop','price':250,'capacity':100,'status':'OPEN','reason':null,"
                        + "'lastPurchasedSlot':1}",
                "resolve alice | {'account':'alice','outcome':'Clean','detail':{}}",
                "resolve alice --purchase order-1 | {'account':'alice','outcome':'Purchased','detail':"
                        + "{'purchaseId':'order-1','campaign':'drop','slot':1,'price':250}}",
                "resolve alice --purchase order-2 | {'account':'alice','outcome':'NotPurchased','detail':"
                        + "{'purchaseId':'order-2','reason':'NOT_PURCHASED'}}",
            })
    @DisplayName("of a shop with one sale")
    void ofAShop(String command, String answer) {
        shop.sellOne();
        assertEquals(answer, answer(command));
    }

    @Test
    @DisplayName("of books that do not balance")
    void ofDifferences() {
        shop.sellOne();
        shop.losesTheDebit();
        String answer = answer("audit --campaign drop");
        assertTrue(answer.startsWith("{'verdict':'DIFFERENCES','initialization':'READY','totals':{"), answer);
        assertTrue(answer.contains("{'kind':'SPENT_DIFFERS','key':'account/alice','sentence':'"), answer);
        assertTrue(answer.endsWith("'counts':{'SALE_WITHOUT_ENTRY':1,'SPENT_DIFFERS':1}}"), answer);
    }

    @Test
    @DisplayName("of a stopped campaign: its reason as well")
    void ofAStop() {
        shop.sellOne();
        shop.isStopped("found");
        assertEquals(
                "[{'campaign':'drop','status':'STOPPED','reason':'found','price':250,'capacity':100,"
                        + "'lastPurchasedSlot':1}]",
                answer("show campaigns"));
    }

    @Test
    @DisplayName("of a document: key, version, and the document; of one that no node can read, the problem too")
    void ofADocument() {
        shop.sellOne();
        String account = answer("show account alice");
        assertTrue(account.startsWith("{'key':'account/alice','version':'ID','document':{'format':2,"), account);

        shop.edit(Keys.account("alice"), text -> text.replace("\"balance\"", "balance"));
        String corrupt = answer("show account alice");
        assertTrue(corrupt.startsWith("{'key':'account/alice','version':'ID','problem':'"), corrupt);
        assertTrue(corrupt.contains("'text':'"), corrupt);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(JsonAnswer.of("a", new LoginOutcome.Clean()), "Clean", "{}"),
                Arguments.of(JsonAnswer.of("a", new LoginOutcome.UnknownAccount()), "UnknownAccount", "{}"),
                Arguments.of(
                        JsonAnswer.of("a", new LoginOutcome.Purchased("p", "c", 7, 250)),
                        "Purchased",
                        "{'purchaseId':'p','campaign':'c','slot':7,'price':250}"),
                Arguments.of(
                        JsonAnswer.of("a", new LoginOutcome.Released("p", "c")),
                        "Released",
                        "{'purchaseId':'p','campaign':'c'}"),
                Arguments.of(
                        JsonAnswer.of("a", new LoginOutcome.Unresolved("p", "c", "why")),
                        "Unresolved",
                        "{'purchaseId':'p','campaign':'c','why':'why'}"),
                Arguments.of(
                        JsonAnswer.of("a", new PurchaseOutcome.Purchased("p", "c", 7, 250)),
                        "Purchased",
                        "{'purchaseId':'p','campaign':'c','slot':7,'price':250}"),
                Arguments.of(
                        JsonAnswer.of("a", new PurchaseOutcome.NotPurchased("p", PurchaseOutcome.Reason.SOLD_OUT)),
                        "NotPurchased",
                        "{'purchaseId':'p','reason':'SOLD_OUT'}"),
                Arguments.of(
                        JsonAnswer.of("a", new PurchaseOutcome.InDoubt("p", "why")),
                        "InDoubt",
                        "{'purchaseId':'p','why':'why'}"),
                Arguments.of(JsonAnswer.of("a", "d", new BalanceOutcome.Moved(7)), "Moved", "{'id':'d','balance':7}"),
                Arguments.of(
                        JsonAnswer.of("a", "d", new BalanceOutcome.Refused(BalanceOutcome.Reason.LOCKED)),
                        "Refused",
                        "{'id':'d','reason':'LOCKED'}"),
                Arguments.of(
                        JsonAnswer.of("a", "d", new BalanceOutcome.InDoubt("d", "why")),
                        "InDoubt",
                        "{'id':'d','why':'why'}"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    @DisplayName("of each outcome")
    void ofOutcomes(JsonAnswer answer, String name, String detail) {
        assertEquals("{'account':'a','outcome':'" + name + "','detail':" + detail + "}", plain(answer.text()));
    }

    @Test
    @DisplayName("and no outcome is missing here")
    void allOutcomes() {
        assertEquals(
                outcomes().count(),
                LoginOutcome.class.getPermittedSubclasses().length
                        + PurchaseOutcome.class.getPermittedSubclasses().length
                        + BalanceOutcome.class.getPermittedSubclasses().length);
    }
}
