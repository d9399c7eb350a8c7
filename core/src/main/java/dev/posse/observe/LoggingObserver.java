package dev.posse.observe;

import dev.posse.outcome.PurchaseOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes the events to SLF4J. Thread-safe.
 *
 * <table>
 *   <caption>What is logged at which level</caption>
 *   <tr><th>level</th><th>event</th></tr>
 *   <tr><td>TRACE</td><td>a step was taken</td></tr>
 *   <tr><td>DEBUG</td><td>a sale; a refusal</td></tr>
 *   <tr><td>INFO</td><td>a lock was resolved; the posse finished a sale</td></tr>
 *   <tr><td>WARN</td><td>a purchase in doubt; sales that closing has left to the posse; a lock that stays; a patrol that failed</td></tr>
 *   <tr><td>ERROR</td><td>total failure, data and bookings that are lost and listings that are lost, with everything that was found</td></tr>
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
        this.logger = logger;
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken step) {
            onStep(step);
        } else if (event instanceof PosseEvent.PurchaseEnded ended) {
            onPurchase(ended);
        } else if (event instanceof PosseEvent.SettlementsLeft left) {
            logger.warn(
                    "{}: closed with {} sales decided and not settled, left to the posse", left.node(), left.sales());
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            boolean stays = resolved.how() == PosseEvent.LockResolved.How.STUCK;
            logger.atLevel(stays ? Level.WARN : Level.INFO)
                    .log(
                            "{}: lock {}, {}: {}",
                            resolved.node(),
                            stays ? "stays" : "resolved",
                            resolved.how(),
                            resolved.subject());
        } else if (event instanceof PosseEvent.Recovered recovered) {
            logger.info(
                    "{}: sale finished by the posse, {}, {} ms after its driver began: {}",
                    recovered.node(),
                    recovered.branch(),
                    recovered.age().toMillis(),
                    recovered.subject());
        } else if (event instanceof PosseEvent.PatrolFailed failed) {
            logger.warn(
                    "{}: patrol{} ended early, this node pauses {} ms: {}",
                    failed.node(),
                    failed.campaign().map(id -> " of campaign " + id).orElse(""),
                    failed.pause().toMillis(),
                    failed.problem());
        } else if (event instanceof PosseEvent.PatrolHeartbeat heartbeat) {
            logger.trace("{}: the posse patrols, {} campaigns", heartbeat.node(), heartbeat.campaigns());
        } else if (event instanceof PosseEvent.TotalFailure failure) {
            logger.error(
                    "{}: TOTAL FAILURE, nothing was repaired, the campaign is being stopped: {}: {}; read: {}",
                    failure.node(),
                    failure.finding(),
                    failure.subject(),
                    listed(failure.read()));
        } else if (event instanceof PosseEvent.DataLossDetected loss) {
            logger.error(
                    "{}: DATA LOSS, {} stopped until an operator confirms: {}",
                    loss.node(),
                    loss.campaign().map(id -> "campaign " + id + " is").orElse("all campaigns are"),
                    loss.finding());
        } else if (event instanceof PosseEvent.BookingLost lost) {
            logger.error(
                    "{}: BOOKING LOST, account {}, nothing is stopped: {}",
                    lost.node(),
                    lost.account(),
                    lost.finding());
        } else if (event instanceof PosseEvent.ListingLost lost) {
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

    private static String listed(Map<String, String> read) {
        return new TreeMap<>(read)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining("; "));
    }
}
