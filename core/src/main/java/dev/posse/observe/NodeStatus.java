package dev.posse.observe;

import dev.posse.store.ConnectionUse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node is just now: whether it can sell, and what is wrong. {@code Posse.status()} returns it.
 *
 * <p>{@link #health} is green only while everything is as it should be; {@link #canSell} tells whether buyers should be sent here. Of
 * what is wrong {@link #problems} has a sentence each.
 *
 * @param node its name
 * @param open whether it was opened and not closed
 * @param fence why it sells nothing although the store may answer, if that is so
 * @param patrols how its share of the posse does
 * @param store how the store answered, within the last second or two
 * @param stopped the campaigns that this node knows to be stopped
 * @param connections how many of the store's connections are in use, if it knows
 * @param backlog sales that are decided and not settled
 * @param problems what is wrong, the worst first; nothing if it is green
 */
public record NodeStatus(
        String node,
        boolean open,
        Optional<Fence> fence,
        Patrols patrols,
        Store store,
        StoppedCampaigns stopped,
        Optional<ConnectionUse> connections,
        Backlog backlog,
        List<NodeProblem> problems) {

    /**
     * Takes what is not null.
     *
     * @param node its name
     * @param open whether it was opened and not closed
     * @param fence why it sells nothing although the store may answer, if that is so
     * @param patrols how its share of the posse does
     * @param store how the store answered, within the last second or two
     * @param stopped the campaigns that this node knows to be stopped
     * @param connections how many of the store's connections are in use, if it knows
     * @param backlog sales that are decided and not settled
     * @param problems what is wrong, the worst first
     */
    public NodeStatus {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(fence, "fence");
        Objects.requireNonNull(patrols, "patrols");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(stopped, "stopped");
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(backlog, "backlog");
        Objects.requireNonNull(problems, "problems");
        problems.forEach(each -> Objects.requireNonNull(each, "problems holds null"));
        problems = List.copyOf(problems);
    }

    /** What kind of trouble has shut a node. */
    public enum FenceCause {
        /** This node has seen that acknowledged writes are gone. */
        DATA_LOSS,
        /** The data set is another one than the node was opened on: set up anew, or the store says that its data began anew. */
        ANOTHER_LIFE,
        /** Another node has seen a loss, and no person has confirmed the data set since. */
        NOT_CONFIRMED
    }

    /**
     * A node that sells nothing until a person has confirmed the data set.
     *
     * @param cause what kind of trouble it is
     * @param reason what was found, in a sentence
     */
    public record Fence(FenceCause cause, String reason) {

        /**
         * Takes what is not null.
         *
         * @param cause what kind of trouble it is
         * @param reason what was found, in a sentence
         */
        public Fence {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * How this node's share of the posse does.
     *
     * @param running whether they were started, not stopped, and their thread lives
     * @param sinceGood how long ago a patrol last read all that it wanted; since the node was opened if none ever has
     * @param campaigns how many are patrolled
     * @param unreadable how many of them the last patrol could not read, or not settle
     */
    public record Patrols(boolean running, Duration sinceGood, long campaigns, long unreadable) {

        /**
         * Takes what is not null.
         *
         * @param running whether they were started, not stopped, and their thread lives
         * @param sinceGood how long ago a patrol last read all that it wanted; since the node was opened if none ever has
         * @param campaigns how many are patrolled
         * @param unreadable how many of them the last patrol could not read, or not settle
         */
        public Patrols {
            Objects.requireNonNull(sinceGood, "sinceGood");
        }
    }

    /** Whether a store takes writes. */
    public enum Writes {
        /** A write of this node's has just happened. */
        TAKEN,
        /** It refused one: it is full, read-only, or does not let this user write. */
        REFUSED,
        /** It gave no answer to one, or was not asked because it does not answer at all. */
        UNKNOWN
    }

    /**
     * How the store answers.
     *
     * @param closed whether it was closed, by the application
     * @param answered how long a fresh read took, if it was answered in time
     * @param writes whether it takes writes
     * @param trouble what the store said, if anything is wrong with reads or writes
     */
    public record Store(boolean closed, Optional<Duration> answered, Writes writes, Optional<String> trouble) {

        /**
         * Takes what is not null.
         *
         * @param closed whether it was closed, by the application
         * @param answered how long a fresh read took, if it was answered in time
         * @param writes whether it takes writes
         * @param trouble what the store said, if anything is wrong with reads or writes
         */
        public Store {
            Objects.requireNonNull(answered, "answered");
            Objects.requireNonNull(writes, "writes");
            Objects.requireNonNull(trouble, "trouble");
        }
    }

    /**
     * Campaigns in which nothing is sold until a person opens them again.
     *
     * @param count how many there are
     * @param some of them, in alphabetical order, {@value #MOST} at the most
     */
    public record StoppedCampaigns(long count, List<String> some) {

        /** How many are named. */
        public static final int MOST = 20;

        /**
         * Copies the list.
         *
         * @param count how many there are
         * @param some of them
         */
        public StoppedCampaigns {
            Objects.requireNonNull(some, "some");
            some.forEach(each -> Objects.requireNonNull(each, "some holds null"));
            some = List.copyOf(some);
        }
    }

    /**
     * Sales that are decided and told, and not settled yet.
     *
     * @param unsettled how many the patrols of this node have found that were not settled after their grace
     * @param oldest how long ago the driver of the oldest of them began, by its clock
     * @param behind how many wait to be settled behind their answers, on this node
     */
    public record Backlog(long unsettled, Optional<Duration> oldest, int behind) {

        /**
         * Takes what is not null.
         *
         * @param unsettled how many the patrols of this node have found that were not settled after their grace
         * @param oldest how long ago the driver of the oldest of them began, by its clock
         * @param behind how many wait to be settled behind their answers, on this node
         */
        public Backlog {
            Objects.requireNonNull(oldest, "oldest");
        }
    }

    /**
     * {@return whether a purchase on this node can succeed, in a campaign that is open: the node is open and not fenced, and the store
     * answers and takes writes}
     */
    public boolean canSell() {
        return problems.stream().noneMatch(problem -> problem.code().stopsSales());
    }

    /** {@return the worst of its problems} */
    public Health health() {
        return problems.stream()
                .map(problem -> problem.code().health())
                .max(Health::compareTo)
                .orElse(Health.GREEN);
    }
}
