package dev.posse.patrol;

import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.document.KeyReader;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.Report;
import dev.posse.step.Sleeper;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One node's share of the recovery posse: knows all campaigns, draws when to patrol which, and patrols those that are due.
 *
 * <p>It owns no thread: somebody calls {@link #runDue} again and again, one call at a time. {@link #wake} may be called from
 * anywhere.
 */
public final class NodePatrols {

    /** Campaigns that are scanned in one round trip. */
    private static final int SCAN = 256;

    private static final Duration SHORTEST = Duration.ofMillis(20);

    /** A suspicion does not wake the thread; it is looked at when the thread next comes by. */
    private static final Duration LONGEST = Duration.ofMillis(100);

    private static final Duration FIRST_OUTAGE_PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofMillis(500);

    private final StepRunner runner;
    private final InstantSource clock;
    private final PatrolEvents events;
    private final PatrolFindings findings = new PatrolFindings(System::nanoTime);
    private final NodeMemory memory;
    private final PatrolSchedule schedule;
    private final SharedWakeUps wakeUps;
    private final DirectoryScan directory;
    private final LossResponse losses;
    private final CampaignScan scan;
    private Duration outagePause = Duration.ZERO;
    private Instant lastRun = Instant.MIN;

    /** The directory and the incarnation could be read when they were last due. */
    private boolean isWell;

    /**
     * Makes a node's share.
     *
     * @param node its name
     * @param store to watch
     * @param runner walks the patrols
     * @param observer hears the events
     * @param clock tells when patrols are due, and the age of what they find
     * @param random draws when they are due
     * @param rate how often
     * @param guard shut when the data set is another one
     * @param memory what this node knows of the data set
     * @param sleeper waits the grace
     * @param grace how long a driver is given to finish by itself
     */
    public NodePatrols(
            String node,
            CasKeyValueStore store,
            StepRunner runner,
            PosseObserver observer,
            InstantSource clock,
            RandomGenerator random,
            PatrolRate rate,
            IncarnationGuard guard,
            NodeMemory memory,
            Sleeper sleeper,
            Duration grace) {
        this.runner = runner;
        this.clock = clock;
        this.events = new PatrolEvents(node, observer);
        this.memory = memory;
        this.schedule = new PatrolSchedule(rate, random);
        this.wakeUps = new SharedWakeUps(store, schedule, events);
        KeyReader reads = PatrolReads.of(store);
        this.directory = new DirectoryScan(schedule, memory.highest(), memory.fullPages(), reads, events);
        this.losses = new LossResponse(node, store, runner, events, guard, memory, reads);
        this.scan = new CampaignScan(node, schedule, events, findings, memory, losses, reads, sleeper, grace);
    }

    /**
     * Tells that something was seen in a campaign, so that it is patrolled at full rate.
     *
     * @param campaign its id; one that this node does not patrol leaves nothing behind
     */
    public void wake(String campaign) {
        schedule.wake(campaign);
    }

    /**
     * Tells that a sale is about to begin in a campaign, so that it is patrolled at full rate, by the other nodes as well if this one dies: where
     * quiet campaigns are patrolled rarely, and nobody has told of this one lately, that is written before this returns, if the store does it.
     *
     * @param campaign its id; one that this node does not patrol leaves nothing behind
     */
    public void beginSale(String campaign) {
        schedule.wake(campaign);
        wakeUps.tell(campaign, clock.instant());
    }

    /**
     * Tells that a buyer of this node was beaten at a slot that the campaign had not caught up with. When a live driver would
     * long have settled it the campaign is read, and patrolled if it has still not caught up.
     *
     * @param campaign its id
     * @param slot that is claimed
     */
    public void suspect(String campaign, long slot) {
        schedule.suspect(campaign, slot, clock.instant());
    }

    /**
     * Tells that this node has come upon a sale and not moved its campaign: nobody else need be waited for.
     *
     * @param campaign its id
     * @param slot that is sold
     */
    public void left(String campaign, long slot) {
        schedule.left(campaign, slot, clock.instant());
    }

    /**
     * Tells that the store itself says that its data is gone.
     *
     * @param loss what it says
     */
    public void lost(DataLossException loss) {
        losses.lost(String.valueOf(loss.getMessage()));
    }

    /**
     * Tells that a purchase has found a campaign lower than this node has seen it. By the buyer's thread.
     *
     * @param campaign its id
     * @param loss what the purchase says
     */
    public void fellBack(String campaign, DataLossException loss) {
        losses.fellBack(campaign, String.valueOf(loss.getMessage()));
    }

    /**
     * Patrols what is due. Never throws for what the store does: an outage slows the posse down and does not kill it, and what
     * cannot be read keeps nobody from the rest.
     *
     * @return how long to wait before the next call
     */
    public Duration runDue() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(lastRun)) {
                schedule.startOver(lastRun, now);
                directory.hurry(now);
                wakeUps.hurry(now);
            }
            lastRun = now;
            if (directory.isDue(now)) {
                isWell = false;
                boolean isRead = directory.read(now);
                events.heartbeat(schedule.campaigns().size());
                isWell = isCompared() && isRead;
            }
            wakeUps.hear(now);
            List<CampaignScan.Walk> found = scan.of(schedule.due(now, SCAN), now);
            noteGood();
            found.forEach(this::patrol);
            outagePause = Duration.ZERO;
            return untilNext(clock.instant());
        } catch (DataLossException e) {
            lost(e);
            return outage(e);
        } catch (StoreException | OutcomeUnknownException e) {
            return outage(e);
        }
    }

    /** What is found here keeps the node from selling; what cannot be read here keeps nobody from patrolling. */
    private boolean isCompared() {
        try {
            boolean isKnown = losses.compare(schedule.campaigns());
            losses.list(directory.unlisted());
            return isKnown;
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            events.failed(PatrolEvents.problem(e), Duration.ZERO);
            return false;
        }
    }

    private void noteGood() {
        if (isWell) {
            findings.good();
        }
    }

    /**
     * Tells how the patrols do. From any thread.
     *
     * @return what they have found that is not as it should be
     */
    public Figures figures() {
        return new Figures(
                findings.sinceGood(),
                schedule.count(),
                findings.unreadable(),
                findings.unsettled(),
                findings.oldest(clock.instant()));
    }

    /**
     * How the patrols of a node do.
     *
     * @param sinceGood how long ago one last read all that it wanted
     * @param campaigns how many are patrolled
     * @param unreadable how many of them could not be read, or not settled, when they were last patrolled
     * @param unsettled how many sales were found that were not settled after their grace, and are not yet
     * @param oldest how long ago the driver of the oldest of them began
     */
    public record Figures(
            Duration sinceGood, long campaigns, long unreadable, long unsettled, Optional<Duration> oldest) {}

    private Duration outage(RuntimeException e) {
        Duration doubled = outagePause.isZero() ? FIRST_OUTAGE_PAUSE : outagePause.multipliedBy(2);
        outagePause = doubled.compareTo(LONGEST_OUTAGE_PAUSE) < 0 ? doubled : LONGEST_OUTAGE_PAUSE;
        events.failed(String.valueOf(e.getMessage()), outagePause);
        return outagePause;
    }

    private Duration untilNext(Instant now) {
        Instant due = schedule.nextDue()
                .filter(next -> next.isBefore(directory.due()))
                .orElse(directory.due());
        Duration wait = Duration.between(now, due);
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private void patrol(CampaignScan.Walk walk) {
        CampaignState state = walk.state();
        try {
            Report report = runner.run(Actor.PATROL, walk.step().orElseThrow(), memory.highest());
            Instant now = clock.instant();
            if (report.ending() == Ending.UNFINISHED) {
                // Left by the store's trouble and by nobody's decision: it keeps its turn.
                boolean unused = state.failed("", now);
            } else {
                if (report.ending() != Ending.BOUND && report.ending() != Ending.ALARM) {
                    findings.well(state.campaign());
                }
                schedule.schedule(state, now);
            }
            if (report.last() > state.last()) {
                state.saw(report.last(), now);
            }
            noteGood();
            if (!report.finished().isEmpty()) {
                state.wake(now);
            }
            events.recovered(state.campaign(), report.finished(), now);
        } catch (DataLossException e) {
            throw e;
        } catch (Throwable e) {
            scan.failed(walk, e, clock.instant());
        }
    }
}
