package dev.posse.shop.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two shops over one Redis, one of them killed under load")
class DrillTest {

    @Test
    @DisplayName("sell every slot once, the books balance, and every buyer was told the truth")
    void killed() throws Exception {
        Drill.Result result = Drill.run(new Drill.Plan("drop", 250, 150, 12));
        assertThat(result.wrong()).isEmpty();
        // Else nobody was buying when it died.
        assertThat(result.lostAnswers()).isPositive();
    }
}
