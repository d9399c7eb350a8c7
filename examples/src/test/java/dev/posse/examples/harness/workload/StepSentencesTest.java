package dev.posse.examples.harness.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.observe.RecoveryBranch;
import dev.posse.observe.StepName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sentence for each step")
class StepSentencesTest {

    @Test
    @DisplayName("there is one for every step and for every branch of the recovery")
    void complete() {
        assertEquals(
                List.of(),
                Arrays.stream(StepName.values())
                        .map(StepName::text)
                        .filter(step -> StepSentences.of(step).isEmpty())
                        .toList());
        assertEquals(
                List.of(),
                Arrays.stream(RecoveryBranch.values())
                        .map(RecoveryBranch::text)
                        .filter(branch -> StepSentences.ofBranch(branch).isEmpty())
                        .toList());
    }
}
