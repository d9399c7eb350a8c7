package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the module's page says that a sentinel's default user needs is enough, and each of it is asked for")
class SentinelRightsTest {

    private static final String NAMES = "+sentinel|get-master-addr-by-name";
    private static final String EPOCH = "+sentinel|master";

    private final RedisProcess master = RedisProcess.start();
    private final RedisProcess sentinel = RedisProcess.sentinel(
            RedisProcess.freePort(), "sentinel monitor posse " + RedisProcess.HOST + " " + master.port() + " 1\n");

    @BeforeEach
    void appointAdmin() {
        sentinel.awaitAnswering();
        assertEquals("OK", sentinel.cli("ACL", "SETUSER", "admin", "on", ">pw", "allkeys", "allchannels", "+@all"));
    }

    @AfterEach
    void stop() {
        sentinel.close();
        master.close();
    }

    @Test
    @DisplayName("both together: the master is found, and nothing was refused")
    void enough() {
        assertEquals(List.of(NAMES, EPOCH), listed());
        allow(NAMES, EPOCH);
        open();
        assertEquals(List.of(), refused());
    }

    @Test
    @DisplayName("without the master's name nothing is found, and the sentinel's words say why")
    void withoutName() {
        allow(EPOCH);
        StoreException refusal = assertThrows(StoreException.class, this::open);
        assertTrue(String.valueOf(refusal.getMessage()).contains("NOPERM"), refusal::toString);
    }

    @Test
    @DisplayName("without its number the master is found, and the sentinel has refused that question alone")
    void withoutEpoch() {
        allow(NAMES);
        open();
        assertEquals(List.of("sentinel|master"), refused());
    }

    private void open() {
        RedisStore.open("redis-sentinel://" + sentinel.address() + "#posse").close();
    }

    /** The rights that the page names in the sentence about sentinels. */
    private static List<String> listed() {
        Matcher rights = Pattern.compile("`(\\+sentinel\\|[a-z-]+)`")
                .matcher(String.join(" ", PageOfRights.read().lines()));
        List<String> listed = new ArrayList<>();
        while (rights.find()) {
            listed.add(rights.group(1));
        }
        return listed;
    }

    private void allow(String... rights) {
        List<String> rule = new ArrayList<>(List.of("ACL", "SETUSER", "default", "reset", "on", "nopass"));
        rule.addAll(Arrays.asList(rights));
        assertEquals("OK", asAdmin(rule.toArray(String[]::new)));
    }

    private List<String> refused() {
        List<String> log = asAdmin("ACL", "LOG").lines().toList();
        List<String> refused = new ArrayList<>();
        for (int at = 0; at + 1 < log.size(); at++) {
            if (log.get(at).equals("object") && !log.get(at + 1).equals("client|setinfo")) {
                refused.add(log.get(at + 1));
            }
        }
        return refused.stream().distinct().toList();
    }

    private String asAdmin(String... words) {
        List<String> all = new ArrayList<>(List.of("--user", "admin", "--pass", "pw", "--no-auth-warning"));
        all.addAll(Arrays.asList(words));
        return sentinel.cli(all.toArray(String[]::new));
    }
}
