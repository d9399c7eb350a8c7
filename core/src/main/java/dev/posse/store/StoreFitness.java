package dev.posse.store;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a deployment promises about the data that Posse entrusts to it, as read from the deployment itself (S20).
 *
 * @param product what answers, with its version where known, such as {@code Redis 7.0.15}
 * @param findings one for each thing looked at
 */
public record StoreFitness(String product, List<Finding> findings) {

    /** What a finding is about. */
    public enum Aspect {
        /** Whether the database may drop or expire data by itself. */
        EVICTION,
        /** Whether acknowledged writes survive a restart. */
        PERSISTENCE,
        /** Whether acknowledged writes survive a failover. */
        REPLICATION,
        /** The server itself: version, role, memory, uptime. */
        SERVER,
        /** Whether the account in use may do what the store needs. */
        ACCESS
    }

    /** What a finding means for money. */
    public enum Verdict {
        /** Nothing to fear here. */
        SAFE,
        /** A fact, neither good nor bad. */
        NOTE,
        /** Acknowledged writes can be lost in a way that the detail names. */
        RISK,
        /** It could not be read; the detail says why. */
        UNKNOWN
    }

    /**
     * One thing looked at.
     *
     * @param aspect what it is about
     * @param verdict what it means
     * @param detail what was read, from which server, and what to do about it
     */
    public record Finding(Aspect aspect, Verdict verdict, String detail) {

        /**
         * Takes what is not null.
         *
         * @param aspect what it is about
         * @param verdict what it means
         * @param detail what was read, from which server, and what to do about it
         */
        public Finding {
            Objects.requireNonNull(aspect, "aspect");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * Copies the list.
     *
     * @param product what answers
     * @param findings one for each thing looked at
     */
    public StoreFitness {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(findings, "findings");
        findings.forEach(each -> Objects.requireNonNull(each, "findings holds null"));
        findings = List.copyOf(findings);
    }

    /**
     * Selects the findings with one verdict.
     *
     * @param verdict the verdict
     * @return those findings, in order
     */
    public List<Finding> with(Verdict verdict) {
        Objects.requireNonNull(verdict, "verdict");
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .collect(Collectors.toUnmodifiableList());
    }
}
