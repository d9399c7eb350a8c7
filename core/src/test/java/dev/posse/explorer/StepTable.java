package dev.posse.explorer;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps of the protocol and what follows each answer, as explorations have met them, in the order of the protocol. */
final class StepTable {

    /** In which order the answers to one question are told; what was found comes first. */
    private static final List<String> ANSWERS =
            List.of("held", "found", "happened", "refused", "unknown", "failed", "continued");

    private static final Comparator<String> BY_KIND = Comparator.<String>comparingInt(
                    answer -> ANSWERS.indexOf(answer.split(" ", 2)[0]))
            .thenComparing(Comparator.naturalOrder());

    private static final String ACTORS = "DLRB";

    private static final Comparator<String> BY_PROTOCOL =
            Comparator.comparingInt(StepTable::actor).thenComparing(Comparator.naturalOrder());

    private final Set<Transition> met;

    StepTable(Collection<Transition> met) {
        this.met = Set.copyOf(met);
    }

    /** Of which actor a step is, by its first letter; administration has small ones. */
    private static int actor(String step) {
        int actor = ACTORS.indexOf(step.charAt(0));
        return actor < 0 ? ACTORS.length() : actor;
    }

    Set<String> steps() {
        Set<String> steps = new TreeSet<>(BY_PROTOCOL);
        met.forEach(transition -> steps.add(transition.step()));
        return steps;
    }

    /** The classes of the steps that were met. */
    Set<String> types() {
        return met.stream().map(Transition::type).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether one may follow another; an end is written between asterisks. */
    boolean follows(String step, String next) {
        return met.stream()
                .anyMatch(transition ->
                        transition.step().equals(step) && transition.next().equals(next));
    }

    String rows() {
        StringBuilder text = new StringBuilder("\n| step | asks | answer | what follows |\n|---|---|---|---|\n");
        for (String step : steps()) {
            List<Transition> own = met.stream()
                    .filter(transition -> transition.step().equals(step))
                    .toList();
            String first = "| " + step + " | "
                    + joined(own.stream().map(Transition::asks).toList(), " or ");
            for (Map.Entry<String, Set<String>> answer : byAnswer(own).entrySet()) {
                text.append(first)
                        .append(" | ")
                        .append(answer.getKey())
                        .append(" | ")
                        .append(String.join(", ", answer.getValue()))
                        .append(" |\n");
                first = "| | ";
            }
        }
        return text.append("\n").toString();
    }

    private static Map<String, Set<String>> byAnswer(List<Transition> own) {
        Map<String, Set<String>> all = new TreeMap<>(BY_KIND);
        own.forEach(transition -> all.computeIfAbsent(transition.answer(), answer -> new TreeSet<>(BY_PROTOCOL))
                .add(transition.next()));
        return all;
    }

    private static String joined(Collection<String> words, String between) {
        return String.join(between, new TreeSet<>(words));
    }
}
