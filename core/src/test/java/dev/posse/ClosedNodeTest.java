package dev.posse;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeStatus;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A closed node")
class ClosedNodeTest {

    private static final String REFUSAL = "The node front is closed; open another one";

    /** They tell how the node is, or are done already. */
    private static final Set<String> ANSWERED = Set.of("name", "isPatrolling", "status", "stopPatrols", "close");

    private final FrontFixture front = FrontFixture.selling();
    private final Accounts accounts = front.posse.accounts();
    private final Campaigns campaigns = front.posse.campaigns();

    @BeforeEach
    void close() {
        front.posse.close();
    }

    @Test
    @DisplayName("refuses everything, also what is asked of accounts and campaigns that it has handed out before")
    void refuses() throws ReflectiveOperationException {
        Map<String, ?> before = front.store.content();
        int operations = front.store.operations();
        List<String> answered = new ArrayList<>();
        int asked = 0;
        try (ValidArguments valid = new ValidArguments()) {
            for (Object closed : List.of(front.posse, accounts, campaigns)) {
                for (Method method : methods(closed)) {
                    asked++;
                    if (!isRefused(closed, method, valid)) {
                        answered.add(method.toString());
                    }
                }
            }
        }

        assertEquals(List.of(), answered);
        assertEquals(25, asked, "calls that there are");
        assertEquals(operations, front.store.operations());
        assertEquals(before, front.store.content());
    }

    @Test
    @DisplayName("is not asked again by a retry")
    void notRetried() {
        PurchaseRequest request = PurchaseRequest.of("alice", "drop");

        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> PurchaseRetry.within(Duration.ofMinutes(10)).purchase(front.posse, request));

        assertEquals(REFUSAL, refused.getMessage());
    }

    @Test
    @DisplayName("tells its name and that it is closed")
    void tells() {
        NodeStatus status = front.posse.status();

        assertEquals("front", front.posse.name());
        assertFalse(status.open());
        assertFalse(status.canSell());
        assertEquals(Health.RED, status.health());
        assertEquals(NodeProblem.Code.NODE_CLOSED, status.problems().get(0).code());
        assertFalse(front.posse.isPatrolling());
    }

    @Test
    @DisplayName("may be closed again, and its patrols stopped")
    void again() {
        assertDoesNotThrow(() -> front.posse.close());
        assertDoesNotThrow(() -> front.posse.stopPatrols());
        assertFalse(front.posse.isPatrolling());
    }

    private static List<Method> methods(Object of) {
        return Arrays.stream(of.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .filter(method -> !(of instanceof Posse && ANSWERED.contains(method.getName())))
                .toList();
    }

    private static boolean isRefused(Object closed, Method method, ValidArguments valid)
            throws ReflectiveOperationException {
        try {
            method.invoke(closed, valid.all(method.getGenericParameterTypes()));
            return false;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof IllegalStateException
                    && REFUSAL.equals(e.getCause().getMessage());
        }
    }
}
