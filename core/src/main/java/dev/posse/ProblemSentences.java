package dev.posse;

import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.NodeStatus.Writes;
import dev.posse.store.ConnectionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a node: what was found and what to do. */
final class ProblemSentences {

    /** A purchase makes some five round trips, and its buyer waits for them. */
    static final Duration SLOW = Duration.ofMillis(500);

    /** They read once per second. */
    static final Duration LATE = Duration.ofSeconds(5);

    /** Of 100 sales of dead drivers 99 are settled within half a second. */
    static final Duration UNSETTLED = Duration.ofSeconds(10);

    private final NodeStatus status;
    private final List<NodeProblem> problems = new ArrayList<>();

    private ProblemSentences(NodeStatus status) {
        this.status = status;
    }

    /** The same status, with what is wrong by its figures. */
    static NodeStatus judged(NodeStatus status) {
        ProblemSentences found = new ProblemSentences(status);
        if (status.open()) {
            found.lookAtData();
            found.lookAtStore();
            found.lookAtSales();
        } else {
            found.add(Code.NODE_CLOSED, "The node was closed, and sells and patrols no more; open another one");
        }
        return new NodeStatus(
                status.node(),
                status.open(),
                status.fence(),
                status.patrols(),
                status.store(),
                status.stopped(),
                status.connections(),
                status.backlog(),
                found.problems);
    }

    private void lookAtData() {
        status.fence().ifPresent(fence -> {
            Code code = switch (fence.cause()) {
                case DATA_LOSS -> Code.DATA_LOSS;
                case ANOTHER_LIFE -> Code.ANOTHER_LIFE;
                case NOT_CONFIRMED -> Code.NOT_CONFIRMED;
            };
            add(
                    code,
                    "Nothing is sold, booked, opened or created: " + fence.reason()
                            + "; look into it, then confirm the data set with Posse.confirm(store) or ./posse confirm");
        });
    }

    private void lookAtStore() {
        NodeStatus.Store store = status.store();
        String said = store.trouble().orElse("nothing was said");
        if (store.closed()) {
            add(Code.STORE_CLOSED, "The store was closed before the node; close both and open them again");
        } else if (store.answered().isEmpty()) {
            add(Code.STORE_UNREACHABLE, "The store does not answer: " + said);
        } else if (store.writes() == Writes.REFUSED) {
            add(Code.WRITES_REFUSED, "The store answers, and takes no writes: " + said);
        } else if (store.writes() == Writes.UNKNOWN) {
            add(Code.WRITES_UNANSWERED, "The store answers reads, and has not answered a write: " + said);
        }
        if (store.answered().filter(took -> took.compareTo(SLOW) >= 0).isPresent()) {
            add(
                    Code.STORE_SLOW,
                    "The store took " + store.answered().get().toMillis()
                            + " ms to answer a read, and a purchase makes several; is it, or the way to it, overloaded?");
        }
        if (status.connections().filter(ConnectionUse::isExhausted).isPresent()) {
            add(
                    Code.CONNECTIONS_EXHAUSTED,
                    "All " + status.connections().get().most()
                            + " connections of the store are in use, and the next call waits; raise the size of its pool");
        }
    }

    private void lookAtSales() {
        NodeStatus.StoppedCampaigns stopped = status.stopped();
        if (stopped.count() > 0) {
            long more = stopped.count() - stopped.some().size();
            add(
                    Code.CAMPAIGN_STOPPED,
                    "Nothing is sold in " + stopped.count() + " campaigns that were stopped: "
                            + String.join(", ", stopped.some()) + (more > 0 ? " and " + more + " more" : "")
                            + "; type ./posse show campaigns --stopped");
        }
        NodeStatus.Patrols patrols = status.patrols();
        if (!patrols.running()) {
            add(
                    Code.PATROLS_STOPPED,
                    "This node does not patrol: what it leaves half done waits for others; call startPatrols()");
        } else if (patrols.sinceGood().compareTo(LATE) >= 0) {
            add(
                    Code.PATROLS_LATE,
                    "No patrol of this node has read what it wanted for "
                            + patrols.sinceGood().toSeconds()
                            + " s; its log names what is in the way, on WARN, or a dump of"
                            + " its threads: an observer that does not return holds the one that patrols");
        }
        if (patrols.unreadable() > 0) {
            add(
                    Code.CAMPAIGN_UNREADABLE,
                    "In " + patrols.unreadable() + " of " + patrols.campaigns()
                            + " campaigns this node's patrols cannot do their work; its log names what is in the way, on WARN");
        }
        Optional<Duration> oldest = status.backlog().oldest();
        if (oldest.filter(age -> age.compareTo(UNSETTLED) >= 0).isPresent()) {
            add(
                    Code.SALES_UNSETTLED,
                    status.backlog().unsettled() + " sales are decided and not settled, the oldest for "
                            + oldest.get().toSeconds() + " s; is the store slow, and do enough nodes patrol?");
        }
    }

    private void add(Code code, String text) {
        problems.add(new NodeProblem(code, text + ". See " + code.page()));
    }
}
