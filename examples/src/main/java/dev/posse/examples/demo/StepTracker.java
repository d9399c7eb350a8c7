package dev.posse.examples.demo;

import dev.posse.observe.PosseEvent.Actor;
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

    String reading() {
        if (last == null) {
            return switch (actor) {
                case DRIVER -> "D0";
                case LOGIN -> "L0";
                case PATROL -> "R0";
                case ADMIN -> "B0";
            };
        }
        if (last.equals("L1")) {
            return "L2";
        }
        return last.contains(".") ? last : last + ".look";
    }

    String writing(String key) {
        if (actor == Actor.ADMIN) {
            return "B1";
        }
        return switch (key.substring(0, key.indexOf('/'))) {
            case "slot" -> after("L") ? "L1" : "D3";
            case "transaction" -> "D4";
            case "campaign" -> "D6";
            case "account" -> writingAccount();
            default -> "posse";
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
