package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Says what went wrong in a check, beginning with the clause. */
final class FailureText {

    private static final int FRAMES = 15;

    private FailureText() {}

    static String hanging(List<StackTraceElement> stuckAt, RunSize size) {
        return Clause.S15 + " " + Clause.S15.title() + ": the check did not end within "
                + size.checkLimit().toSeconds() + " s; it stands at\n"
                + stuckAt.stream().limit(FRAMES).map(frame -> "    at " + frame).collect(Collectors.joining("\n"));
    }

    static String described(Clause clause, Throwable thrown) {
        StringWriter text = new StringWriter();
        if (thrown instanceof ClauseBroken) {
            text.append(thrown.getMessage());
            if (thrown.getCause() != null) {
                thrown.getCause().printStackTrace(new PrintWriter(text.append("\nbecause of ")));
            }
        } else {
            text.append(clause + " " + clause.title() + ": thrown instead of an answer: ");
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
