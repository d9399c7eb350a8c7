package dev.posse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.ReportedOutcomeFile;
import dev.posse.document.Printable;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.PosseEvent;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a store says of its trouble is told in one printable line, and without names of Java's exceptions")
class FaultSentencesTest {

    private static final String SAID = "down since noon\r\nERROR everything is sold\u001b[2K";

    private final InMemoryStore store = new InMemoryStore();
    private final AtomicReference<@Nullable RuntimeException> trouble = new AtomicReference<>();
    private final List<PosseEvent> events = Collections.synchronizedList(new ArrayList<>());

    private CasKeyValueStore troubled() {
        return (CasKeyValueStore) Proxy.newProxyInstance(
                CasKeyValueStore.class.getClassLoader(),
                new Class<?>[] {CasKeyValueStore.class},
                (proxy, method, arguments) -> {
                    RuntimeException thrown = trouble.get();
                    if (method.getParameterCount() > 0 && thrown != null) {
                        throw thrown;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static RuntimeException thrown(String kind) {
        return kind.equals("state") ? new IllegalStateException(SAID) : new UnsupportedOperationException(SAID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "unsupported"})
    @DisplayName("to who calls, in the audit, by status and by the patrols")
    void said(String kind) {
        Posse.initialize(store);
        try (Posse posse = Posse.on(troubled()).observer(events::add).open()) {
            posse.accounts().open("alice");
            posse.campaigns().create("drop", 1, 1);
            posse.stopPatrols();
            trouble.set(thrown(kind));

            assertOneLine(assertThrows(RuntimeException.class, () -> posse.login("alice")));
            assertOneLine(
                    assertThrows(RuntimeException.class, () -> posse.purchase(PurchaseRequest.of("alice", "drop"))));
            posse.status().problems().stream().map(NodeProblem::text).forEach(FaultSentencesTest::assertOneLine);
        }
        for (PosseEvent event : events) {
            if (event instanceof PosseEvent.PatrolFailed failed) {
                assertOneLine(failed.problem());
            }
        }
    }

    @Test
    @DisplayName("and a line of what callers were told that cannot be understood as well")
    void told() {
        String wrong = "{\"told\":\"\u001b[2Kpurchase\u202e\"}";
        assertOneLine(
                assertThrows(IllegalArgumentException.class, () -> ReportedOutcomeFile.read(new StringReader(wrong))));
    }

    private static void assertOneLine(RuntimeException told) {
        assertOneLine(String.valueOf(told.getMessage()));
    }

    private static void assertOneLine(String sentence) {
        assertTrue(sentence.codePoints().allMatch(Printable::isHarmless), () -> Printable.of(sentence, 1_000));
        assertFalse(sentence.contains("java.lang."), sentence);
    }
}
