package dev.posse.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a node has told its callers, the newest last. Each report is looked for until it has been found to stand, and the
 * last of those are looked for again, because what a failover loses may have been found before it. Where one is missing, all
 * of its group are asked for.
 *
 * <p>Told by any thread; asked by the one that patrols. Asking changes nothing: who could not read does not judge.
 *
 * @param <T> one thing that was told; equal ones are the same thing told again
 */
final class ReportMemory<T> {

    /** What is known of a report; another object each time that it is told. */
    private static final class Knowledge {
        private boolean found;
        private boolean missing;
    }

    private final int most;
    private final int mostOfGroup;
    private final int again;
    private final Function<T, String> groupOf;

    /** All, the newest last, to forget the oldest; the groups hold the same. */
    private final Set<T> kept = new LinkedHashSet<>();

    private final Map<String, Map<T, Knowledge>> groups = new LinkedHashMap<>();

    /**
     * Makes an empty memory.
     *
     * @param most are kept in all; beyond it the oldest are forgotten
     * @param mostOfGroup are kept of one group
     * @param again that were found are looked for again
     * @param groupOf tells what is looked for together
     */
    ReportMemory(int most, int mostOfGroup, int again, Function<T, String> groupOf) {
        this.most = most;
        this.mostOfGroup = mostOfGroup;
        this.again = again;
        this.groupOf = groupOf;
    }

    synchronized void add(T report) {
        forget(report);
        kept.add(report);
        Map<T, Knowledge> group = groups.computeIfAbsent(groupOf.apply(report), none -> new LinkedHashMap<>());
        group.put(report, new Knowledge());
        if (group.size() > mostOfGroup) {
            forget(group.keySet().iterator().next());
        }
        if (kept.size() > most) {
            forget(kept.iterator().next());
        }
    }

    /** What is to be looked for now, in the order in which it was told: to be handed to {@link Lookup#missing} after the look. */
    synchronized Lookup ask(String group) {
        Map<T, Knowledge> told = groups.getOrDefault(group, Map.of());
        Map<T, Knowledge> asked = new LinkedHashMap<>();
        long old = told.values().stream().filter(knowledge -> knowledge.found).count() - again;
        for (Map.Entry<T, Knowledge> one : told.entrySet()) {
            boolean isOld = one.getValue().found && old-- > 0;
            if (!isOld && !one.getValue().missing) {
                asked.put(one.getKey(), one.getValue());
            }
        }
        return new Lookup(group, asked);
    }

    /** Everything of a group, also what was found before, or was missing. */
    synchronized Lookup askAll(String group) {
        return new Lookup(group, new LinkedHashMap<>(groups.getOrDefault(group, Map.of())));
    }

    /** Forgets everything. */
    synchronized void clear() {
        kept.clear();
        groups.clear();
    }

    synchronized int size() {
        return kept.size();
    }

    private void forget(T report) {
        kept.remove(report);
        String name = groupOf.apply(report);
        Optional.ofNullable(groups.get(name)).ifPresent(group -> {
            group.remove(report);
            if (group.isEmpty()) {
                groups.remove(name);
            }
        });
    }

    /** What was asked for, at one moment. */
    final class Lookup {

        private final String group;
        private final Map<T, Knowledge> asked;

        private Lookup(String group, Map<T, Knowledge> asked) {
            this.group = group;
            this.asked = asked;
        }

        Collection<T> reports() {
            return List.copyOf(asked.keySet());
        }

        /**
         * Takes note of what stands, unless something is gone: then more may be, and all of it is to be looked for first.
         *
         * @param stands whether it is known to be as it was told, or not to be; empty if nothing is known
         * @return true if something is gone
         */
        boolean isAnyGone(Function<T, Optional<Boolean>> stands) {
            List<Knowledge> found = new ArrayList<>();
            for (Map.Entry<T, Knowledge> one : asked.entrySet()) {
                Optional<Boolean> verdict = stands.apply(one.getKey());
                if (verdict.isPresent() && !verdict.get()) {
                    return true;
                }
                if (verdict.isPresent()) {
                    found.add(one.getValue());
                }
            }
            synchronized (ReportMemory.this) {
                // What was told again meanwhile has other knowledge by now, to which this look says nothing.
                found.forEach(knowledge -> knowledge.found = true);
            }
            return false;
        }

        /**
         * Takes note of what was seen.
         *
         * @param stands known to be as it was told
         * @param gone known not to be; of what is neither nothing is known
         * @return all of the group that is missing, if some of it was not before; else nothing
         */
        List<T> missing(Predicate<T> stands, Predicate<T> gone) {
            synchronized (ReportMemory.this) {
                Map<T, Knowledge> now = groups.getOrDefault(group, Map.of());
                boolean news = false;
                for (Map.Entry<T, Knowledge> one : asked.entrySet()) {
                    Knowledge knowledge = one.getValue();
                    // Told again meanwhile: this look was too early to say anything of that.
                    if (now.get(one.getKey()) == knowledge) {
                        if (gone.test(one.getKey())) {
                            news |= !knowledge.missing;
                            knowledge.missing = true;
                            knowledge.found = false;
                        } else if (stands.test(one.getKey())) {
                            knowledge.missing = false;
                            knowledge.found = true;
                        }
                    }
                }
                return news
                        ? now.entrySet().stream()
                                .filter(one -> one.getValue().missing)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toCollection(ArrayList::new))
                        : List.of();
            }
        }
    }
}
