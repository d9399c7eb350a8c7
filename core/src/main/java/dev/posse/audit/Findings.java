package dev.posse.audit;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.audit.AuditReport.Weight;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what an audit meets: each finding once, and no more of a kind than a person would read. */
final class Findings {

    /** There are no more of these than the caller has given, who wants to know each. */
    private static final Set<Kind> ALL_LISTED = EnumSet.of(Kind.TOLD_GONE, Kind.TOLD_DIFFERS);

    private final List<Finding> listed = new ArrayList<>();
    private final Set<Finding> known = new HashSet<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    void add(Kind kind, String key, String sentence) {
        Finding finding = new Finding(kind, key, sentence);
        // The tail of a campaign is read in every round: what stands there would be reported each time.
        if (known.contains(finding)) {
            return;
        }
        if (counts.merge(kind, 1L, Long::sum) <= AuditReport.LISTED_PER_KIND || ALL_LISTED.contains(kind)) {
            listed.add(finding);
            known.add(finding);
        }
    }

    /** Takes over what was met by a part of the audit, which has met each thing once. */
    void addAll(Findings others) {
        others.listed.forEach(finding -> add(finding.kind(), finding.key(), finding.sentence()));
        others.counts.forEach((kind, count) -> {
            if (count > AuditReport.LISTED_PER_KIND) {
                counts.merge(kind, count - AuditReport.LISTED_PER_KIND, Long::sum);
            }
        });
    }

    List<Finding> listed() {
        return listed;
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    Verdict verdict() {
        if (has(Weight.DIFFERENCE)) {
            return Verdict.DIFFERENCES;
        }
        return has(Weight.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.BALANCED;
    }

    private boolean has(Weight weight) {
        return counts.keySet().stream().anyMatch(kind -> kind.weight() == weight);
    }
}
