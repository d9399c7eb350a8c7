package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.Answered;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DoubtEnded;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.InDoubt;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import dev.posse.examples.harness.workload.ProtocolWords;
import dev.posse.examples.harness.workload.StepSentences;
import dev.posse.report.Timeline.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What befell one purchase, as moments with sentences. */
final class SaleTimeline {

    private final long began;

    private SaleTimeline(long began) {
        this.began = began;
    }

    /** In the order of time, in milliseconds since the first. */
    static List<Moment> of(List<RunEvent> events) {
        List<RunEvent> ordered =
                events.stream().sorted(Comparator.comparingLong(RunEvent::at)).toList();
        SaleTimeline timeline =
                new SaleTimeline(ordered.isEmpty() ? 0 : ordered.get(0).at());
        return ordered.stream().map(timeline::moment).toList();
    }

    private Moment moment(RunEvent event) {
        if (event instanceof StepTaken step) {
            return at(event, who(step), step.step(), sentence(step));
        } else if (event instanceof Asked asked) {
            return at(event, "buyer", "asks", question(asked.request()) + " " + asked.node() + ".");
        } else if (event instanceof Answered answered) {
            return at(event, answered.node(), "answers", "To the buyer: " + spoken(answered.word()) + ".");
        } else if (event instanceof InDoubt doubt) {
            return at(event, "buyer", "in doubt", "Has no answer and does not know: " + doubt.cause() + ".");
        } else if (event instanceof DoubtEnded ended) {
            return at(event, "buyer", "knows", "Is in doubt no more: " + spoken(ended.word()) + ".");
        } else if (event instanceof PurchaseEnded ended) {
            return at(event, "buyer", "done", "Has the final answer: " + spoken(ended.word()) + ".");
        }
        return ofTheSale(event);
    }

    private Moment ofTheSale(RunEvent event) {
        if (event instanceof SlotClaimed claimed) {
            String slot = "Slot " + claimed.slot() + " of " + claimed.campaign() + " is claimed: the sale is decided.";
            return at(event, claimed.node(), "claimed", slot);
        } else if (event instanceof DriverDied died) {
            String step = died.step().isEmpty() ? "" : " at " + ProtocolWords.step(died.step());
            return at(
                    event,
                    died.node(),
                    "died",
                    "The node died or stood still with this purchase under way" + step + ".");
        } else if (event instanceof SaleRecovered recovered) {
            String sentence = "Finishes the sale. " + StepSentences.ofBranch(recovered.branch());
            return at(event, recovered.node() + ", patrol", recovered.branch(), sentence);
        } else if (event instanceof CrashSettled settled) {
            double waited = (settled.at() - settled.crashed()) / 1e6;
            return at(
                    event,
                    "",
                    "settled",
                    String.format(
                            Locale.ROOT,
                            "The campaign has moved past slot %d, %.3f s after the crash: all of the sale is done.",
                            settled.slot(),
                            waited));
        } else if (event instanceof LockResolved resolved) {
            return at(
                    event,
                    resolved.node(),
                    "lock",
                    "Who came by found the lock: " + ProtocolWords.lock(resolved.how()) + ".");
        }
        return at(event, "", event.getClass().getSimpleName(), "");
    }

    private Moment at(RunEvent event, String who, String name, String sentence) {
        return new Moment((event.at() - began) / 1e3, who, name, sentence);
    }

    private static String who(StepTaken step) {
        return step.node() + ", " + step.actor().toLowerCase(Locale.ROOT);
    }

    private static String sentence(StepTaken step) {
        String purpose = StepSentences.of(step.step());
        String operation = step.operation().isEmpty() ? "" : shortened(step.operation()) + ": ";
        return String.format(
                Locale.ROOT,
                "%s (%s%s, %,.2f ms)",
                purpose.isEmpty() ? ProtocolWords.step(step.step()) + "." : purpose,
                operation,
                spoken(step.answer()),
                step.tookMicros() / 1e3);
    }

    /** Of many keys the first, and how many there are more. */
    private static String shortened(String operation) {
        String[] words = operation.split(" ", -1);
        return words.length <= 3 ? operation : words[0] + " " + words[1] + " and " + (words.length - 2) + " more";
    }

    private static String question(String request) {
        return switch (request) {
            case "BUY", "PURCHASE" -> "Wants to buy, and asks";
            case "BUY_AGAIN", "AGAIN" -> "Asks for the same purchase once more:";
            case "OUTCOME" -> "Asks what became of it:";
            case "CANCEL" -> "Wants it called off, and asks";
            default -> spoken(request) + ",";
        };
    }

    /** Names of the code as words. */
    static String spoken(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
