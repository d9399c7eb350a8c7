package dev.posse.examples.watch;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.workload.ProtocolWords;
import dev.posse.examples.harness.workload.StepSentences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What befell one purchase, told line by line. */
final class TraceLines {

    /**
     * A line.
     *
     * @param at microseconds since the run began
     * @param node where it happened, or empty
     * @param step its name in the protocol, or empty
     * @param title in a few words
     * @param sentence that says what it is for
     * @param detail what was asked of the store, and what it answered
     * @param tone step, bad, good or told
     */
    record TraceLine(long at, String node, String step, String title, String sentence, String detail, String tone) {}

    private TraceLines() {}

    static List<TraceLine> of(List<RunEvent> events) {
        return events.stream().map(TraceLines::line).flatMap(Optional::stream).toList();
    }

    private static Optional<TraceLine> line(RunEvent event) {
        if (event instanceof RunEvent.StepTaken taken) {
            return Optional.of(step(taken));
        } else if (event instanceof RunEvent.Asked asked) {
            return Optional.of(asked(asked));
        } else if (event instanceof RunEvent.Answered answered) {
            String told = spoken(answered.word());
            return Optional.of(new TraceLine(
                    event.at(),
                    answered.node(),
                    "",
                    "answers: " + told,
                    "What a buyer hears is true for ever.",
                    "",
                    answered.word().equals("PURCHASED") ? "good" : "told"));
        } else if (event instanceof RunEvent.InDoubt doubt) {
            return Optional.of(new TraceLine(
                    event.at(),
                    "",
                    "",
                    "the buyer is in doubt: " + doubt.cause(),
                    "No answer is neither a yes nor a no. The buyer logs in elsewhere, and asks again with the same id.",
                    "",
                    "bad"));
        } else if (event instanceof RunEvent.PurchaseEnded ended) {
            return Optional.of(
                    new TraceLine(event.at(), "", "", "the buyer knows: " + spoken(ended.word()), "", "", "told"));
        }
        return ended(event);
    }

    private static Optional<TraceLine> ended(RunEvent event) {
        if (event instanceof RunEvent.DriverDied died) {
            String where = died.step().isEmpty() ? "" : " at " + ProtocolWords.step(died.step());
            return Optional.of(new TraceLine(
                    event.at(),
                    died.node(),
                    died.step(),
                    "dies or stands still" + where,
                    "What it has written stays in the store, half done, for anybody to finish.",
                    "",
                    "bad"));
        } else if (event instanceof RunEvent.SaleRecovered recovered) {
            return Optional.of(new TraceLine(
                    event.at(),
                    recovered.node(),
                    recovered.branch(),
                    "finishes the sale of another node: " + ProtocolWords.recovery(recovered.branch()),
                    StepSentences.ofBranch(recovered.branch()),
                    "slot " + recovered.slot(),
                    "good"));
        } else if (event instanceof RunEvent.LockResolved resolved) {
            return Optional.of(new TraceLine(
                    event.at(),
                    resolved.node(),
                    "",
                    "a login ends what stood half done: " + ProtocolWords.lock(resolved.how()),
                    "Whoever comes by an account that is locked ends what it is locked for.",
                    resolved.slot() > 0 ? "slot " + resolved.slot() : "",
                    resolved.how().equals("STUCK") ? "bad" : "good"));
        } else if (event instanceof RunEvent.CrashSettled settled) {
            return Optional.of(new TraceLine(
                    event.at(),
                    "",
                    "",
                    String.format(
                            Locale.ROOT, "settled %.2f s after the crash", (settled.at() - settled.crashed()) / 1e6),
                    "The slot is paid, recorded, and the campaign has moved past it.",
                    "slot " + settled.slot(),
                    "good"));
        }
        return Optional.empty();
    }

    private static TraceLine step(RunEvent.StepTaken taken) {
        boolean went = taken.answer().equals("HAPPENED")
                || taken.answer().equals("FOUND")
                || taken.answer().equals("CONTINUED");
        return new TraceLine(
                taken.at(),
                taken.node(),
                taken.step(),
                ProtocolWords.step(taken.step()),
                StepSentences.of(taken.step()),
                (taken.operation() + ": " + spoken(taken.answer())).strip(),
                went ? "step" : "bad");
    }

    private static TraceLine asked(RunEvent.Asked asked) {
        String what = switch (asked.request()) {
            case "PURCHASE", "BUY" -> "is asked to sell a slot";
            case "AGAIN", "BUY_AGAIN" -> "is asked again for the same purchase";
            case "OUTCOME" -> "is asked what became of the purchase";
            default -> "is asked to call the purchase off";
        };
        return new TraceLine(
                asked.at(),
                asked.node(),
                "",
                what,
                "Any node may be asked; the purchase id makes asking again safe.",
                asked.account() + " wants a slot of " + asked.campaign(),
                "told");
    }

    private static String spoken(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
