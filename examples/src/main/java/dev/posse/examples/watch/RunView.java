package dev.posse.examples.watch;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import java.util.List;

/** What the page shows, and what of it is new since it was asked for the last time. */
final class RunView implements RunListener {

    /**
     * What there is to show. Whatever is told twice says the same twice.
     *
     * @param elapsed milliseconds since the run began
     * @param settled slots, of all campaigns
     * @param slots that there are to sell
     * @param facts of the run
     * @param nodes all of them
     * @param campaigns those that have changed
     * @param crashes those that have changed, oldest first
     * @param onlyRead calls that died before they had written anything
     * @param points seconds that are over
     * @param marks on the curve
     */
    record State(
            long elapsed,
            long settled,
            long slots,
            RunFacts.Facts facts,
            List<NodeRows.NodeRow> nodes,
            List<CampaignRows.CampaignRow> campaigns,
            List<CrashRows.CrashRow> crashes,
            long onlyRead,
            List<Throughput.Point> points,
            List<Throughput.Mark> marks) {}

    private volatile long began = System.nanoTime();
    private final RunFacts facts = new RunFacts();
    private final NodeRows nodes = new NodeRows();
    private final CampaignRows campaigns = new CampaignRows();
    private final CrashRows crashes = new CrashRows();
    private final Throughput throughput = new Throughput();
    private final List<RunListener> all = List.of(facts, nodes, campaigns, crashes, throughput);
    private long campaignsSeen;
    private long crashesSeen;
    private long secondsSeen;
    private long marksSeen;
    private volatile long newest;

    @Override
    public void on(RunEvent event) {
        if (newest == 0) {
            // The page is there before the run, whose clock it shows.
            began = System.nanoTime() - event.at() * 1_000;
        }
        newest = event.at();
        all.forEach(each -> each.on(event));
    }

    CampaignRows campaigns() {
        return campaigns;
    }

    boolean hasPlace(int place) {
        return nodes.rows(elapsedMicros()).stream().anyMatch(row -> row.place() == place);
    }

    /** By the run's clock; what it has said last is never in the future. */
    long elapsedMicros() {
        return Math.max(newest, (System.nanoTime() - began) / 1_000);
    }

    State everything() {
        return state(0, 0, 0, 0);
    }

    /** For one who asks regularly. */
    synchronized State news() {
        // Before what is looked at: what changes in between is told twice rather than never.
        long campaignsNow = campaigns.version();
        long crashesNow = crashes.version();
        long secondNow = throughput.second();
        long marksNow = throughput.marked();
        State state = state(campaignsSeen, crashesSeen, secondsSeen, marksSeen);
        campaignsSeen = campaignsNow;
        crashesSeen = crashesNow;
        secondsSeen = secondNow;
        marksSeen = marksNow;
        return state;
    }

    private State state(long campaignsFrom, long crashesFrom, long secondFrom, long marksFrom) {
        long[] totals = campaigns.totals();
        long now = elapsedMicros();
        return new State(
                now / 1_000,
                totals[0],
                totals[1],
                facts.facts(),
                nodes.rows(now),
                campaigns.since(campaignsFrom),
                crashes.since(crashesFrom),
                crashes.onlyRead(),
                throughput.since(secondFrom, now),
                throughput.marksSince(marksFrom));
    }
}
