package dev.posse.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The charts of {@code docs/protocol.md}. The label of a node begins with the steps that it stands for; a node whose label names
 * none is a judgement, which asks the store nothing, or an end.
 */
final class Flowcharts {

    private static final Pattern CHART = Pattern.compile("(?s)```mermaid\n(.*?)```");
    private static final Pattern NODE =
            Pattern.compile("(\\w+)(?:\\[\"([^\"]*)\"]|\\{\"([^\"]*)\"}|\\[\\(\"([^\"]*)\"\\)])");
    private static final Pattern EDGE = Pattern.compile("^\\s*(\\w+)\\S*?.*? --(?: \"[^\"]*\" --)?> (\\w+)");
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^Left out of the charts: (.*)\\.$");

    private final Map<String, String> labels = new HashMap<>();
    private final List<List<String>> edges = new ArrayList<>();
    private final Set<String> steps;

    Flowcharts(String page, Set<String> steps) {
        this.steps = steps;
        Matcher chart = CHART.matcher(page);
        for (int number = 1; chart.find(); number++) {
            read(chart.group(1), number + ".");
        }
    }

    private void read(String chart, String prefix) {
        chart.lines().skip(1).forEach(line -> {
            Matcher node = NODE.matcher(line);
            while (node.find()) {
                String label = node.group(2) != null ? node.group(2) : node.group(3);
                labels.put(prefix + node.group(1), label == null ? "" : label);
            }
            Matcher edge = EDGE.matcher(line);
            if (!edge.find()) {
                throw new IllegalArgumentException("Not an edge: " + line);
            }
            edges.add(List.of(prefix + edge.group(1), prefix + edge.group(2)));
        });
    }

    /** The steps that a node stands for, in order. */
    private List<String> stepsOf(String node) {
        String label = labels.getOrDefault(node, node.substring(2));
        if (steps.contains(label)) {
            return List.of(label);
        }
        List<String> own = new ArrayList<>();
        for (String word : label.split(" ", -1)) {
            String step = word.replace(",", "");
            if (!steps.contains(step)) {
                break;
            }
            own.add(step);
        }
        return own;
    }

    /** Whatever an edge, or a way through judgements, leads from and to: two steps, or a step and the label of an end. */
    List<List<String>> ways() {
        List<List<String>> ways = new ArrayList<>();
        for (List<String> edge : edges) {
            List<String> from = stepsOf(edge.get(0));
            if (!from.isEmpty()) {
                destinations(edge.get(1)).forEach(to -> ways.add(List.of(from.get(from.size() - 1), to)));
            }
        }
        labels.keySet().forEach(node -> {
            List<String> own = stepsOf(node);
            for (int at = 1; at < own.size(); at++) {
                ways.add(List.of(own.get(at - 1), own.get(at)));
            }
        });
        return ways;
    }

    private Set<String> destinations(String node) {
        Set<String> found = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(node));
        while (!waiting.isEmpty()) {
            String at = waiting.poll();
            List<String> next = edges.stream()
                    .filter(edge -> edge.get(0).equals(at))
                    .map(edge -> edge.get(1))
                    .toList();
            if (!stepsOf(at).isEmpty()) {
                found.add(stepsOf(at).get(0));
            } else if (next.isEmpty()) {
                found.add(labels.getOrDefault(at, at));
            } else if (seen.add(at)) {
                waiting.addAll(next);
            }
        }
        return found;
    }

    /** The steps that some chart shows. */
    Set<String> shown() {
        Set<String> shown = new TreeSet<>();
        labels.keySet().forEach(node -> shown.addAll(stepsOf(node)));
        edges.forEach(edge -> edge.forEach(node -> shown.addAll(stepsOf(node))));
        return shown;
    }

    /** The steps that the page says it leaves out. */
    static Set<String> leftOut(String page) {
        Matcher line = LEFT_OUT.matcher(page);
        return line.find() ? new TreeSet<>(Arrays.asList(line.group(1).split(", "))) : Set.of();
    }
}
