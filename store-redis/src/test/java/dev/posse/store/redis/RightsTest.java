package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rights that the module's page lists are enough, and each of them is needed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

    private static final PageOfRights PAGE = PageOfRights.read();
    private static final List<String> ROLES = List.of("watch", "script", "init", "look", "mend");

    private final RedisProcess server = RedisProcess.start();
    private final RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port());
    private final ClientResources resources = DefaultClientResources.create();
    private int trials;

    @BeforeAll
    void awaitReplica() {
        FailingOver.awaitReplicas(server, 1);
    }

    @AfterAll
    void stop() {
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        replica.close();
        server.close();
    }

    static Stream<Arguments> eachRight() {
        return ROLES.stream().flatMap(role -> PAGE.of(role).stream().map(right -> Arguments.of(role, right)));
    }

    static Stream<Arguments> eachFurtherRight() {
        return PAGE.places().stream()
                .filter(place -> place.startsWith("with "))
                .flatMap(place -> PAGE.where(place).stream().map(right -> Arguments.of(place, right)));
    }

    @Test
    @DisplayName("the lines to be copied are those of the table")
    void copied() {
        assertEquals(ROLES.size(), PAGE.copied().size());
        assertEquals(ROLES.stream().map(PAGE::of).toList(), PAGE.copied());
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script", "init", "look", "mend"})
    @DisplayName("with them everything is done, and the server has refused nothing")
    void enough(String role) {
        RightsTrial trial = trial(role, role, "", PAGE.of(role));
        List<String> told = new ArrayList<>(trial.told());
        if (role.equals("look")) {
            // Who may only look hears that he cannot swap.
            assertTrue(told.removeIf(word -> word.contains("'multi'")), () -> "told: " + trial.told());
            assertEquals(Set.of("discard", "multi"), refused());
        } else {
            // Who sets up or mends is told by fitness(), if he asks, what he may not see.
            assertEquals(role.matches("init|mend") ? unseen(role) : Set.of(), refused());
        }
        assertEquals(List.of(), told);
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("eachRight")
    @DisplayName("without one of them something is refused, or fitness() says that it is unknown")
    void needed(String role, String right) {
        Set<String> fewer = new LinkedHashSet<>(PAGE.of(role));
        assertTrue(fewer.remove(right));

        RightsTrial trial = trial(role, role, "", fewer);

        assertTrue(refused().contains(right.substring(1)), () -> "refused: " + refused());
        assertNamed(right, trial);
        assertFalse(trial.wasInDoubt(), () -> "in doubt: " + trial.told());
    }

    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("eachFurtherRight")
    @DisplayName("a right that is needed only for a setting is enough, and needed, with it")
    void furtherRight(String place, String right) {
        String settings = place.equals("with `replicas`") ? "replicas=1&replicaWait=1500ms" : "database=3";
        Set<String> rights = new LinkedHashSet<>(PAGE.of("watch"));
        RightsTrial without = trial("watch", "watch", settings, rights);
        assertTrue(refused().contains(right.substring(1)), () -> "refused: " + refused());
        assertNamed(right, without);
        assertEquals(right.equals("+wait"), without.wasInDoubt());

        rights.add(right);
        assertEquals(List.of(), trial("watch", "watch", settings, rights).told());
        assertEquals(Set.of(), refused());
    }

    @Test
    @DisplayName("keys outside the pattern are refused")
    void keys() {
        RightsTrial trial = trial("watch", "elsewhere", "", PAGE.of("watch"));
        assertTrue(trial.told().stream().anyMatch(word -> word.contains("NOPERM")), () -> "told: " + trial.told());
    }

    /** The words of the server that the user heard, or what fitness() says. */
    private static void assertNamed(String right, RightsTrial trial) {
        String command = right.substring(1).replaceAll("\\|.*", "").toUpperCase(Locale.ROOT);
        assertTrue(
                trial.told().stream()
                        .anyMatch(word -> word.contains("NOPERM")
                                || word.contains("can't run this command")
                                || word.toUpperCase(Locale.ROOT).contains(command)),
                () -> right + " is not named: " + trial.told());
    }

    /** What fitness() asks for and the role does not have. */
    private static Set<String> unseen(String role) {
        Set<String> unseen = new LinkedHashSet<>(List.of("config|get", "info", "multi", "discard"));
        PAGE.of(role).forEach(right -> unseen.remove(right.substring(1)));
        return unseen;
    }

    private RightsTrial trial(String role, String prefix, String settings, Set<String> rights) {
        int number = ++trials;
        String keyPrefix = (prefix.equals("elsewhere") ? "other:" : "posse:") + number + ":";
        String common = "keyPrefix=" + keyPrefix + (settings.isEmpty() ? "" : "&" + settings);
        try (RedisStore owner = RedisStore.open(server.uri(common), resources)) {
            RightsTrial trial = new RightsTrial(owner, resources);
            if (!role.equals("init")) {
                trial.prepareShop();
                server.cli("RPUSH", keyPrefix + "account/foreign", "a list");
            }
            server.cli("SCRIPT", "FLUSH");
            List<String> user =
                    new ArrayList<>(List.of("ACL", "SETUSER", "u" + number, "reset", "on", ">pw", "~posse:*"));
            user.addAll(rights);
            assertEquals("OK", server.cli(user.toArray(String[]::new)));
            server.cli("ACL", "LOG", "RESET");
            String uri = "redis://u" + number + ":pw@" + server.address() + "?swap="
                    + (role.equals("script") ? "script" : "watch") + "&" + common;
            switch (role) {
                case "init" -> trial.setsUp(uri);
                case "look" -> trial.looks(uri);
                case "mend" -> trial.mends(uri);
                default -> trial.sells(uri);
            }
            return trial;
        }
    }

    /** The commands that the server has refused since the trial began. */
    private Set<String> refused() {
        List<String> log = server.cli("ACL", "LOG").lines().toList();
        Set<String> refused = new TreeSet<>();
        for (int at = 0; at + 1 < log.size(); at++) {
            if (log.get(at).equals("object")) {
                refused.add(log.get(at + 1));
            }
        }
        // The client names its version, where the server has a place for it, and takes no for an answer.
        refused.remove("client|setinfo");
        return refused;
    }
}
