package dev.posse.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.Crash;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.Resolution;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A driver dies anywhere, then a helper dies at each of its store operations, then another one comes")
class HelperCrashTest {

    /** For every crash of the driver every crash of the helper; what was under way of either lands in the end. */
    private static void everyCrashOf(Scene scene, Consumer<ScriptedNode> helper, LockPolicy policy) {
        int crashes = 0;
        for (Crash.Point point : Crash.points(scene::arrange, Scene::drive)) {
            Supplier<ScriptedNode> died = () -> Crash.crashedAt(point, scene::arrange, Scene::drive);
            crashes += Crash.everywhere(died, helper, node -> Scene.recover(node, policy));
        }
        assertTrue(crashes > 0, "there was something to crash");
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("a login, either policy")
    void login(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            for (LockPolicy next : LockPolicy.values()) {
                everyCrashOf(
                        scene,
                        node -> {
                            Resolution unused = node.login("alice", policy);
                        },
                        next);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("a patrol")
    void patrol(Scene scene) {
        for (LockPolicy next : LockPolicy.values()) {
            everyCrashOf(scene, Scene::patrol, next);
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("an outcome or a cancellation")
    void query(Scene scene) {
        for (LockPolicy policy : LockPolicy.values()) {
            for (LockPolicy next : LockPolicy.values()) {
                everyCrashOf(
                        scene,
                        node -> {
                            PurchaseOutcome unused = node.ask(node.attempt("alice"), policy);
                        },
                        next);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    @DisplayName("the same purchase asked again")
    void askedAgain(Scene scene) {
        for (LockPolicy next : LockPolicy.values()) {
            everyCrashOf(
                    scene,
                    node -> {
                        PurchaseOutcome unused = node.buy(Scene.attempt(node).again());
                    },
                    next);
        }
    }
}
