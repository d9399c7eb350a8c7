package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what went wrong in a check, beginning with the clause. */
final class FailureText {

    private static final int FRAMES = 15;
    private static final int CAUSES = 20;

    private FailureText() {}

    static String hanging(List<StackTraceElement> stuckAt, RunSize size) {
        return heading(Clause.S15) + "no call ended for "
                + size.checkLimit().toSeconds() + " s; the check stands at\n"
                + stuckAt.stream().limit(FRAMES).map(frame -> "    at " + frame).collect(Collectors.joining("\n"));
    }

    /** The sentence, with what is at the root of it in the same line: a report may show no more than that one. */
    static String described(Clause clause, Throwable thrown) {
        String sentence = sentence(clause, thrown);
        Throwable cause = isSentence(thrown) ? thrown.getCause() : thrown;
        if (cause == null) {
            return sentence;
        }
        String root = String.valueOf(root(cause));
        int end = sentence.contains("\n") ? sentence.indexOf('\n') : sentence.length();
        StringWriter text = new StringWriter();
        text.append(sentence.substring(0, end));
        if (!sentence.contains(root)) {
            text.append(" (at the root of it: ").append(root).append(")");
        }
        text.append(sentence.substring(end)).append("\nthrown: ");
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String sentence(Clause clause, Throwable thrown) {
        if (thrown instanceof ClauseBroken) {
            return String.valueOf(thrown.getMessage());
        }
        if (thrown instanceof WrongExceptionKind wrong) {
            return heading(wrong.clause()) + wrong.getMessage();
        }
        if (thrown instanceof TestClassFailure) {
            return "The test class: " + thrown.getMessage();
        }
        return heading(clause) + "thrown instead of an answer: " + thrown;
    }

    private static boolean isSentence(Throwable thrown) {
        return thrown instanceof ClauseBroken
                || thrown instanceof WrongExceptionKind
                || thrown instanceof TestClassFailure;
    }

    private static String heading(Clause clause) {
        return clause + " " + clause.title() + ": ";
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        // Bounded: causes can form a circle.
        for (int depth = 0; depth < CAUSES; depth++) {
            @Nullable Throwable cause = root.getCause();
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root;
    }
}
