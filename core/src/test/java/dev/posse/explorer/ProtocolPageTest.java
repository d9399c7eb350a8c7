package dev.posse.explorer;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/protocol.md")
class ProtocolPageTest {

    @Test
    @DisplayName(
            "shows for each law the shortest history that the explorer finds (-Dposse.docs.write=true writes them)")
    void showsTheHistories() throws IOException {
        ProtocolPage.hasLaws(laws());
    }

    private static String laws() {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Law law : Laws.all()) {
            if (!law.name().equals(before)) {
                text.append("\n### ").append(law.name()).append("\n");
                before = law.name();
            }
            Violation violation =
                    Explorer.explore(law.scenario(), law.mutation()).violation().orElseThrow();
            text.append("\nWithout it: ").append(law.without()).append(".\n\n");
            text.append("| | who | step | operation | answer |\n|---|---|---|---|---|\n");
            int number = 1;
            for (Move move : violation.all()) {
                text.append("| ").append(move.step().isEmpty() ? "" : number++);
                for (String cell : List.of(move.who(), move.step(), move.operation(), move.answer())) {
                    text.append(" | ").append(cell);
                }
                text.append(" |\n");
            }
            text.append("\n⇒ ").append(violation.what()).append("\n");
        }
        return text.append("\n").toString();
    }
}
