package dev.posse.examples.demo;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.StepName;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where in the protocol a thread is: the step it took last, and from that the name of the operation it is about to do.
 *
 * <p>A killed step tells no event any more, so its name is found from the step before and the document it touches.
 *
 * @param actor who works on this thread
 * @param last the step taken last, or null before the first
 */
record StepTracker(Actor actor, @Nullable String last) {

    private static final Set<String> NAMES =
            Arrays.stream(StepName.values()).map(StepName::text).collect(Collectors.toUnmodifiableSet());

    private static final ThreadLocal<StepTracker> HERE =
            ThreadLocal.withInitial(() -> new StepTracker(Actor.PATROL, null));

    static void begin(Actor actor) {
        HERE.set(new StepTracker(actor, null));
    }

    static void took(Actor actor, String step) {
        HERE.set(new StepTracker(actor, step));
    }

    static StepTracker here() {
        return HERE.get();
    }

    /** The read that is about to be done, by the first key that it asks for. */
    String reading(String key) {
        String kind = key.substring(0, key.indexOf('/'));
        if (kind.equals("purchase")) {
            return actor == Actor.LOGIN ? "L0.archive" : "D1.archive";
        } else if (kind.equals("movement")) {
            return "B0.archive";
        } else if (last == null || last.equals("D0") || last.equals("R0")) {
            return first(kind);
        }
        return last.equals("L1") ? "L2" : lookAfter(last);
    }

    /** Before any step, or right after the first read of campaign and account. */
    private String first(String kind) {
        return switch (actor) {
            case DRIVER -> kind.equals("slot") ? "D1.look" : "D0";
            case LOGIN -> "L0";
            case ADMIN -> "B0";
            case PATROL ->
                switch (kind) {
                    case "transaction" -> "R3";
                    case "slot" -> "R1";
                    default -> last == null ? "R0" : "R2.look";
                };
        };
    }

    private static String lookAfter(String step) {
        return NAMES.contains(step + ".look") ? step + ".look" : step;
    }

    /** The write that is about to be done. */
    String writing(String key) {
        return switch (key.substring(0, key.indexOf('/'))) {
            case "slot" -> after("L") ? "L1" : "D3";
            case "transaction" -> "D4";
            case "campaign" -> actor == Actor.ADMIN ? "status" : "D6";
            case "purchase" -> after("L0") ? "L0.seal.archive" : after("L") ? "L2.archive" : "D5.archive";
            case "movement" -> "B1.archive";
            case "account" -> actor == Actor.ADMIN ? "B1" : writingAccount();
            default -> "list";
        };
    }

    private String writingAccount() {
        if (after("D3")) {
            return "D3b";
        } else if (after("D4") || after("D5")) {
            return "D5";
        } else if (after("L0")) {
            return "L0.seal";
        } else if (after("L")) {
            return "L2.clear";
        }
        return actor == Actor.PATROL ? "D5" : "D2";
    }

    private boolean after(String step) {
        return last != null && last.startsWith(step);
    }
}
