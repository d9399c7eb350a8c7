package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/protocol.md")
class ProtocolPageTest {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");
    private static final String BEGIN = "<!-- laws: begin -->\n";
    private static final String END = "<!-- laws: end -->";

    @Test
    @DisplayName(
            "shows for each law the shortest history that the explorer finds (-Dposse.docs.write=true writes them)")
    void showsTheHistories() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String written = page.substring(0, from) + laws() + page.substring(to);

        if (Boolean.getBoolean("posse.docs.write")) {
            Files.writeString(PAGE, written);
        }

        assertEquals(written, Files.readString(PAGE));
    }

    private static String laws() {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Law law : Laws.all()) {
            if (!law.name().equals(before)) {
                text.append("\n### ").append(law.name()).append("\n");
                before = law.name();
            }
            Explorer.Violation violation =
                    Explorer.explore(law.scenario(), law.mutation()).violation().orElseThrow();
            text.append("\nWithout it: ").append(law.without()).append(".\n\n");
            text.append("| | who | step | operation | answer |\n|---|---|---|---|---|\n");
            List<Explorer.Move> moves = violation.moves();
            for (int at = 0; at < moves.size(); at++) {
                Explorer.Move move = moves.get(at);
                text.append("| ").append(at + 1);
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
