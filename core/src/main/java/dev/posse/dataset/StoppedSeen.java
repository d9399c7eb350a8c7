package dev.posse.dataset;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/** The campaigns that were stopped when this node last read or wrote them. Thread-safe; holds no more than the directory lists. */
public final class StoppedSeen {

    private final ConcurrentSkipListSet<String> stopped = new ConcurrentSkipListSet<>();

    StoppedSeen() {}

    void saw(Campaign campaign) {
        if (campaign.status() == Status.STOPPED) {
            stopped.add(campaign.id());
        } else if (!stopped.isEmpty()) {
            // What was read before a stop and is noted after it is put right by the next patrol.
            stopped.remove(campaign.id());
        }
    }

    void forget() {
        stopped.clear();
    }

    /** {@return how many there are} */
    public long count() {
        return stopped.size();
    }

    /**
     * Names some of them.
     *
     * @param most how many
     * @return the first in alphabetical order
     */
    public List<String> first(int most) {
        return stopped.stream().limit(most).toList();
    }
}
