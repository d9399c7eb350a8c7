package dev.posse.examples.harness.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.observe.StepName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's words for the protocol")
class ProtocolWordsTest {

    @Test
    @DisplayName("say what a step does, with its name behind")
    void steps() {
        assertEquals("claiming the slot (D3)", ProtocolWords.step("D3"));
        assertEquals("unlocking after another was faster (D3b)", ProtocolWords.step("D3b"));
        assertEquals("reading once more (D3.look)", ProtocolWords.step("D3.look"));
        assertEquals("unlocking the account (L2.clear)", ProtocolWords.step("L2.clear"));
        assertEquals("Z9", ProtocolWords.step("Z9"));
    }

    @Test
    @DisplayName("say what the posse and a login did")
    void branches() {
        assertEquals("transaction and debit and campaign (R3b.ii)", ProtocolWords.recovery("R3b.ii"));
        assertEquals("purchase called off", ProtocolWords.lock("CLEARED"));
    }

    @Test
    @DisplayName("know every step")
    void allSteps() {
        assertEquals(
                List.of(),
                Arrays.stream(StepName.values())
                        .map(StepName::text)
                        .filter(step -> ProtocolWords.step(step).equals(step))
                        .toList());
    }
}
