package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The table of errors")
class ErrorTableTest {

    private static final Set<ErrorTable> WITHOUT_ANSWER =
            EnumSet.range(ErrorTable.NOT_CONNECTED, ErrorTable.STRANGE_ANSWER);

    /** Each row that is an answer, with words that lead to it. */
    private static final String WORDS = """
                    MOVED 3999 127.0.0.1:6381                                  | MOVED
                    ASK 3999 127.0.0.1:6381                                    | ASK
                    TRYAGAIN Multiple keys request during rehashing of slot    | TRYAGAIN
                    MASTERDOWN Replica without its master, and replica-serve-stale-data is set to no | MASTERDOWN
                    MISCONF Redis is configured to save RDB snapshots, but it's currently unable | MISCONF
                    NOSCRIPT No matching script. Please use EVAL.              | NOSCRIPT
                    CROSSSLOT Keys in request don't hash to the same slot      | CROSSSLOT
                    EXECABORT Transaction discarded because of previous errors. | EXECABORT
                    ERR unknown command 'EVALSHA', with args beginning with:   | UNKNOWN_COMMAND
                    ERR Error running script (call to f_1): @user_script:5: -OOM command not allowed | OOM
                    ERR Error running script (call to f_1): @user_script:1: Script killed by user | SCRIPT_KILLED
                    ERR Error running script (call to f_1): @user_script:1: oops | SCRIPT_FAILED
                    ERR Connection timed out                                   | OTHER_ERROR
                    upstream failure                                           | OTHER_ERROR
                    NEWCODE that nobody knew in our time                       | OTHER_ERROR
                    CLUSTERDOWN Hash slot not served | CLUSTERDOWN
                    LOADING Redis is loading the dataset in memory | LOADING
                    READONLY You can't write against a read only replica. | READONLY
                    READONLY You can't write against a read only replica. script: 168c70f8a447af5422d0e90d49b36e6cec607a1e, on @user_script:1. | READONLY
                    OOM command not allowed when used memory > 'maxmemory'. | OOM
                    OOM command not allowed when used memory > 'maxmemory'. script: 168c70f8a447af5422d0e90d49b36e6cec607a1e, on @user_script:1. | OOM
                    MISCONF Errors writing to the AOF file: No space left on device | MISCONF
                    NOREPLICAS Not enough good replicas to write. | NOREPLICAS
                    NOAUTH Authentication required. | NOAUTH
                    WRONGPASS invalid username-password pair or user is disabled. | WRONGPASS
                    NOPERM this user has no permissions to run the 'set' command | NOPERM
                    NOPERM this user has no permissions to access one of the keys used as arguments | NOPERM
                    ERR The user executing the script can't run this command or subcommand script: 168c70f8a447af5422d0e90d49b36e6cec607a1e, on @user_script:1. | NOPERM
                    ERR The user executing the script can't access at least one of the keys mentioned in the command arguments script: d7faeb20a02230768e7be3d6f5b54c47b143dee4, on @user_script:1. | NOPERM
                    ERR ACL failure in script: User reader has no permissions to run the 'set' command script: 168c70f8a447af5422d0e90d49b36e6cec607a1e, on @user_script:1. | NOPERM
                    ERR Unknown Redis command called from script script: 7ae0187b9ac91447963709e3bfd83c5935fec648, on @user_script:1. | SCRIPT_FAILED
                    BUSY Redis is busy running a script. | BUSY
                    WRONGTYPE Operation against a key holding the wrong kind of value | WRONGTYPE
                    ERR WATCH inside MULTI is not allowed | STILL_OPEN
                    ERR max number of clients reached | OTHER_ERROR
                    ERR Proxy: no answer, script: was sent | OTHER_ERROR
                    """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = WORDS)
    @DisplayName("an answer is known by its words, and one that nobody knows is doubt")
    void words(String words, ErrorTable row) {
        assertEquals(row, ErrorTable.ofAnswer(words.strip()));
        assertEquals(row == ErrorTable.OTHER_ERROR, row.effect == ErrorTable.Effect.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    NOT_CONNECTED NONE
                    NOT_TRUSTED NONE
                    POOL_EXHAUSTED NONE
                    INTERRUPTED NONE
                    TOO_LATE NONE
                    NOT_SENT NONE
                    NO_ANSWER UNKNOWN
                    BROKEN UNKNOWN
                    FEW_REPLICAS UNKNOWN
                    STRANGE_ANSWER UNKNOWN
                    """)
    @DisplayName("what comes without an answer is definite before it is sent, and doubt afterwards")
    void withoutAnswer(ErrorTable row, ErrorTable.Effect effect) {
        assertEquals(effect, row.effect);
    }

    @ParameterizedTest
    @EnumSource(ErrorTable.class)
    @DisplayName(
            "each row of the table says what the caller hears: StoreException with the server's words, or doubt with them")
    void toException(ErrorTable row) {
        RuntimeException heard = new CommandFailure(row, "h:1", "the words", null).toException("add", "k");
        String message = String.valueOf(heard.getMessage());
        assertEquals(row.effect == ErrorTable.Effect.NONE, heard instanceof StoreException);
        assertEquals(row.effect == ErrorTable.Effect.UNKNOWN, heard instanceof OutcomeUnknownException);
        assertTrue(message.startsWith("add of k at Redis h:1: the words. "), heard::toString);
        assertTrue(message.endsWith("; " + row.advice), heard::toString);
        assertTrue(WITHOUT_ANSWER.contains(row) || WORDS.contains("| " + row + "\n"), "no words for " + row);
    }
}
