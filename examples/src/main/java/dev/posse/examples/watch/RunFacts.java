package dev.posse.examples.watch;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.RunPhase;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of the run as a whole. */
final class RunFacts implements RunListener {

    private static final int MOST_ALARMS = 20;

    /**
     * What it has come to.
     *
     * @param phase of {@link RunPhase}, or ENDED
     * @param database what befalls the database now, or empty
     * @param alarms what must never happen, the first twenty
     * @param doubts purchases that were in doubt, and whose buyers have heard since what became of them
     * @param balanced whether the books balance; false until they are read
     * @param summary as the command prints it, once the run is over
     */
    record Facts(String phase, String database, List<String> alarms, long doubts, boolean balanced, String summary) {}

    private String phase = RunPhase.SETTING_UP.name();
    private String database = "";
    private final List<String> alarms = new ArrayList<>();
    private long doubts;
    private boolean balanced;
    private String summary = "";

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.PhaseBegan began) {
            phase = began.phase().name();
        } else if (event instanceof RunEvent.DatabaseFaultBegan fault) {
            database = fault.detail();
        } else if (event instanceof RunEvent.DatabaseFaultEnded) {
            database = "";
        } else if (event instanceof RunEvent.Alarmed alarmed) {
            if (alarms.size() < MOST_ALARMS) {
                alarms.add((alarmed.node() + " " + alarmed.finding()).strip());
            }
        } else if (event instanceof RunEvent.DoubtEnded doubt && !doubt.word().equals("walked away")) {
            // Who walks away is told at the end of the run, and counted then.
            doubts++;
        } else if (event instanceof RunEvent.RunEnded ended) {
            phase = "ENDED";
            balanced = ended.balanced();
            summary = ended.summary();
        }
    }

    synchronized Facts facts() {
        return new Facts(phase, database, List.copyOf(alarms), doubts, balanced, summary);
    }
}
