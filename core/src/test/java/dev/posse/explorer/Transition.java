package dev.posse.explorer;

import dev.posse.admin.BalanceEnd;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.Resolution;
import dev.posse.recovery.Patrol;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One way from a step of the protocol to the next, without the particulars of the scenario in which it was met.
 *
 * @param type the class of the step
 * @param step its name
 * @param asks which operation, on which kinds of document
 * @param answer which kind of answer
 * @param next the step that follows, or how the actor ends
 */
record Transition(String type, String step, String asks, String answer, String next) {

    private static final Map<String, String> KINDS =
            Map.of("posse", "directory", "purchase", "archived purchase", "movement", "archived movement");

    static Transition of(Step<?> step, Answer answer, Next<?> next, Function<String, String> found) {
        Operation operation = step.operation();
        return new Transition(
                StepNames.classOf(step),
                StepNames.of(step),
                asks(operation),
                answer(operation, answer, found),
                next(next));
    }

    private static String asks(Operation operation) {
        if (operation instanceof Operation.Read read) {
            return "read " + joined(read.keys(), Transition::kind);
        } else if (operation instanceof Operation.Expect expect) {
            return "read " + joined(expect.keys(), Transition::kind) + ", believing to know "
                    + (expect.version().isPresent() ? "the " : "no ") + kind(expect.guess());
        } else if (operation instanceof Operation.Add add) {
            return "add " + kind(add.document().key());
        } else if (operation instanceof Operation.Swap swap) {
            return "swap " + kind(swap.document().key());
        }
        return operation instanceof Operation.Grace ? "wait" : "alarm";
    }

    private static String answer(Operation operation, Answer answer, Function<String, String> found) {
        if (answer instanceof Answer.Found && operation instanceof Operation.Expect expect) {
            return "found " + joined(expect.keys(), found);
        }
        return answer instanceof Answer.Found && operation instanceof Operation.Read read
                ? "found " + joined(read.keys(), found)
                : answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String joined(List<String> keys, Function<String, String> word) {
        return keys.stream().map(word).distinct().collect(Collectors.joining(", "));
    }

    static String kind(String key) {
        String kind = key.substring(0, key.indexOf('/'));
        return KINDS.getOrDefault(kind, kind);
    }

    private static String next(Next<?> next) {
        return next instanceof Step<?> step ? StepNames.of(step) : "*" + ending(((End<?>) next).result()) + "*";
    }

    private static String ending(Object result) {
        if (result instanceof PurchaseEnd end) {
            return end.outcome().word();
        } else if (result instanceof Report.Threw threw) {
            return "throws " + threw.exception();
        } else if (result instanceof Patrol.Report report) {
            return words(report.ending().name());
        } else if (result instanceof BalanceEnd end) {
            return end.outcome() instanceof BalanceOutcome.Refused refused
                    ? words(refused.reason().name())
                    : classWords(end.outcome());
        }
        return result instanceof Resolution ? classWords(result) : "done";
    }

    private static String classWords(Object end) {
        return words(end.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " "));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
