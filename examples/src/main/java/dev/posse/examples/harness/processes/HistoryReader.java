package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.processes.LogEntry.Kind;
import dev.posse.examples.harness.processes.NodeRequest.What;
import dev.posse.examples.harness.workload.BuyerAnswers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the log says that buyers were told, read from the file and from nothing else. */
final class HistoryReader {

    private final BuyerAnswers answers = new BuyerAnswers();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, List<LogEntry>> purchases = new LinkedHashMap<>();
    private final Map<String, LogEntry> movementsAsked = new LinkedHashMap<>();
    private final Set<String> movementsMade = new HashSet<>();
    private long lines;

    private HistoryReader() {}

    /** Reads a log that is closed. */
    static HistoryReader of(Path log) {
        HistoryReader history = new HistoryReader();
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            String line;
            while ((line = reader.readLine()) != null) {
                history.lines++;
                history.hear(JsonLines.read(line, LogEntry.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The log cannot be read: " + log, e);
        }
        history.purchases.values().forEach(history::conclude);
        history.movementsAsked.keySet().stream()
                .filter(id -> !history.movementsMade.contains(id))
                .forEach(id -> history.differences.add("Movement " + id + " was never confirmed"));
        return history;
    }

    BuyerAnswers answers() {
        return answers;
    }

    long lines() {
        return lines;
    }

    /** What is wrong with the log itself; empty if nothing is. */
    List<String> differences() {
        return differences;
    }

    private void hear(LogEntry entry) {
        if (!entry.what().isEmpty() && What.valueOf(entry.what()).movesMoney()) {
            hearOfMovement(entry);
        } else if (!entry.purchase().isEmpty()) {
            purchases
                    .computeIfAbsent(entry.purchase(), unused -> new ArrayList<>())
                    .add(entry);
        }
    }

    private void hearOfMovement(LogEntry entry) {
        if (entry.kind() == Kind.ASKED) {
            movementsAsked.put(entry.purchase(), entry);
        } else if (entry.kind() == Kind.TOLD
                && entry.text().equals(NodeResponse.MOVED)
                && movementsMade.add(entry.purchase())) {
            if (entry.what().equals(What.DEPOSIT.name())) {
                answers.deposited(entry.account(), entry.price());
            } else {
                answers.withdrawn(entry.account(), entry.price());
            }
        }
    }

    /** One purchase: what its buyer knows in the end, and what was said to nobody. */
    private void conclude(List<LogEntry> story) {
        LogEntry first = story.get(0);
        Optional<LogEntry> ended =
                story.stream().filter(entry -> entry.kind() == Kind.ENDED).reduce((one, later) -> later);
        answers.walkedAway(first.account(), first.purchase());
        if (ended.isPresent()) {
            Optional<LogEntry> told = story.stream()
                    .filter(entry ->
                            isFinal(entry) && entry.call() == ended.get().call())
                    .findFirst();
            told.ifPresentOrElse(
                    entry -> answers.told(entry.account(), entry.outcome()),
                    () -> differences.add("Purchase " + first.purchase() + " ended with call "
                            + ended.get().call() + ", and that call was not answered"));
        }
        long heard = ended.map(LogEntry::call).orElse(0L);
        story.stream()
                .filter(entry -> isFinal(entry) && entry.call() != heard && bindsForEver(entry, story))
                .forEach(entry -> answers.toldTooLate(entry.account(), entry.outcome()));
    }

    private static boolean isFinal(LogEntry entry) {
        return entry.kind() == Kind.TOLD
                && What.valueOf(entry.what()).tellsOfPurchase()
                && !entry.text().equals(NodeResponse.IN_DOUBT);
    }

    /**
     * A sale is a sale, whoever heard of it. A refusal that nobody waited for speaks for its own attempt and, where it was
     * sealed, for all earlier calls; of a later call that may buy it says nothing.
     */
    private static boolean bindsForEver(LogEntry told, List<LogEntry> story) {
        return told.text().equals(NodeResponse.PURCHASED)
                || story.stream()
                        .noneMatch(entry -> entry.kind() == Kind.ASKED
                                && entry.call() != told.call()
                                && What.valueOf(entry.what()).mayBuy()
                                && (entry.call() > told.call() || told.what().equals(What.PURCHASE.name())));
    }
}
