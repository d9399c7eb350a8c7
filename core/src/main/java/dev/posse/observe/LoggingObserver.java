package dev.posse.observe;

import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreFitness;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes the events to SLF4J. Thread-safe.
 *
 * <p>Ids may be e-mail addresses. Lines on INFO name nodes and campaigns, and no account and no purchase; those on WARN and ERROR name what a
 * person has to look at, and no document; DEBUG and TRACE name everything.
 *
 * <table>
 *   <caption>What is logged at which level</caption>
 *   <tr><th>level</th><th>event</th></tr>
 *   <tr><td>TRACE</td><td>a step was taken; the posse patrols</td></tr>
 *   <tr><td>DEBUG</td><td>a sale; a refusal; a lock was resolved; the posse finished a sale; the documents of a total failure</td></tr>
 *   <tr><td>INFO</td><td>a node was opened, or closed; how many sales a patrol has finished; what a deployment would not tell</td></tr>
 *   <tr><td>WARN</td><td>how a deployment can lose writes; a purchase in doubt; sales that closing has left to the posse; a lock that
 *       stays; a patrol that failed</td></tr>
 *   <tr><td>ERROR</td><td>total failure, data and bookings that are lost and listings that are lost, with what was found</td></tr>
 * </table>
 */
public final class LoggingObserver implements PosseObserver {

    private final Logger logger;

    /** Writes to the logger {@code dev.posse}. */
    public LoggingObserver() {
        this(LoggerFactory.getLogger("dev.posse"));
    }

    /**
     * Writes to a logger of the application's own.
     *
     * @param logger to write to
     */
    public LoggingObserver(Logger logger) {
        this.logger = Objects.requireNonNull(logger, "logger");
    }

    @Override
    public void onEvent(PosseEvent event) {
        Objects.requireNonNull(event, "event");
        if (event instanceof PosseEvent.StepTaken step) {
            onStep(step);
        } else if (event instanceof PosseEvent.PurchaseEnded ended) {
            onPurchase(ended);
        } else if (event instanceof PosseEvent.Alarm alarm) {
            onAlarm(alarm);
        } else {
            onNode(event);
        }
    }

    private void onNode(PosseEvent event) {
        if (event instanceof PosseEvent.NodeOpened opened) {
            onOpened(opened);
        } else if (event instanceof PosseEvent.NodeClosed closed) {
            logger.info("{}: closed", closed.node());
        } else if (event instanceof PosseEvent.SettlementsLeft left) {
            logger.warn(
                    "{}: closed with {} sales decided and not settled, left to the posse", left.node(), left.sales());
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            boolean stays = resolved.how() == PosseEvent.LockResolved.How.STUCK;
            logger.atLevel(stays ? Level.WARN : Level.DEBUG)
                    .log(
                            "{}: lock {}, {}: {}",
                            resolved.node(),
                            stays ? "stays" : "resolved",
                            resolved.how(),
                            resolved.subject());
        } else if (event instanceof PosseEvent.Recovered recovered) {
            logger.debug(
                    "{}: sale finished by the posse, {}, {} ms after its driver began: {}",
                    recovered.node(),
                    recovered.branch(),
                    recovered.age().toMillis(),
                    recovered.subject());
        } else if (event instanceof PosseEvent.PatrolRecovered patrol) {
            logger.info(
                    "{}: patrol of campaign {} finished {} sales that somebody had left, the oldest {} ms after its driver began",
                    patrol.node(),
                    patrol.campaign(),
                    patrol.sales(),
                    patrol.oldest().toMillis());
        } else if (event instanceof PosseEvent.PatrolFailed failed) {
            logger.warn(
                    "{}: patrol{} ended early, this node pauses {} ms: {}",
                    failed.node(),
                    failed.campaign().map(id -> " of campaign " + id).orElse(""),
                    failed.pause().toMillis(),
                    failed.problem());
        } else if (event instanceof PosseEvent.PatrolHeartbeat heartbeat) {
            logger.trace("{}: the posse patrols, {} campaigns", heartbeat.node(), heartbeat.campaigns());
        }
    }

    private void onOpened(PosseEvent.NodeOpened opened) {
        logger.info(
                "{}: opened, Posse {} on {}: {}",
                opened.node(),
                opened.version(),
                opened.fitness().product(),
                opened.settings());
        for (StoreFitness.Finding finding : opened.fitness().findings()) {
            if (finding.verdict() == StoreFitness.Verdict.RISK || finding.verdict() == StoreFitness.Verdict.UNKNOWN) {
                boolean isRisk = finding.verdict() == StoreFitness.Verdict.RISK;
                logger.atLevel(isRisk ? Level.WARN : Level.INFO)
                        .log("{}: {}, {}: {}", opened.node(), finding.verdict(), finding.aspect(), finding.detail());
            }
        }
    }

    private void onAlarm(PosseEvent.Alarm alarm) {
        if (alarm instanceof PosseEvent.TotalFailure failure) {
            logger.error(
                    "{}: TOTAL FAILURE, nothing was repaired, the campaign is being stopped: {}: {}; read: {};"
                            + " ./posse show document KEY shows them",
                    failure.node(),
                    failure.finding(),
                    failure.subject(),
                    versions(failure.read()));
            logger.debug("{}: TOTAL FAILURE, what was read: {}", failure.node(), documents(failure.read()));
        } else if (alarm instanceof PosseEvent.DataLossDetected loss) {
            logger.error(
                    "{}: DATA LOSS, {} stopped until an operator confirms: {}",
                    loss.node(),
                    loss.campaign().map(id -> "campaign " + id + " is").orElse("all campaigns are"),
                    loss.finding());
        } else if (alarm instanceof PosseEvent.BookingLost lost) {
            logger.error(
                    "{}: BOOKING LOST, account {}, nothing is stopped: {}",
                    lost.node(),
                    lost.account(),
                    lost.finding());
        } else if (alarm instanceof PosseEvent.ListingLost lost) {
            logger.error("{}: LISTING LOST, campaign {}: {}", lost.node(), lost.campaign(), lost.finding());
        }
    }

    @Override
    public boolean hearsSteps() {
        return logger.isTraceEnabled();
    }

    private void onStep(PosseEvent.StepTaken step) {
        if (logger.isTraceEnabled()) {
            logger.trace(
                    "{}: {} {} ({}) {} in {} us: {}",
                    step.node(),
                    step.actor(),
                    step.step(),
                    step.operation(),
                    step.answer(),
                    step.took().toNanos() / 1000,
                    step.subject());
        }
    }

    private void onPurchase(PosseEvent.PurchaseEnded ended) {
        if (ended.outcome() instanceof PurchaseOutcome.InDoubt) {
            logger.warn(
                    "{}: purchase in doubt after {} ms, asking again with its id is safe: {}",
                    ended.node(),
                    ended.took().toMillis(),
                    ended.subject());
        } else if (ended.outcome() instanceof PurchaseOutcome.Purchased) {
            logger.debug(
                    "{}: sold, decided after {} ms, answered after {} ms: {}",
                    ended.node(),
                    ended.decided()
                            .map(decided -> String.valueOf(decided.toMillis()))
                            .orElse("?"),
                    ended.took().toMillis(),
                    ended.subject());
        } else {
            logger.debug(
                    "{}: not sold, {}, after {} ms: {}",
                    ended.node(),
                    ended.outcome().word(),
                    ended.took().toMillis(),
                    ended.subject());
        }
    }

    /** The keys, each with the version at the end of its text: a whole document tells of balances and of other purchases. */
    private static String versions(Map<String, String> read) {
        return new TreeMap<>(read)
                .entrySet().stream()
                        .map(entry -> entry.getKey()
                                + (entry.getValue().contains(" @")
                                        ? entry.getValue()
                                                .substring(entry.getValue().lastIndexOf(" @"))
                                        : ""))
                        .collect(Collectors.joining(", "));
    }

    private static String documents(Map<String, String> read) {
        return new TreeMap<>(read)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining("; "));
    }
}
