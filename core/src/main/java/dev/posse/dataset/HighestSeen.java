package dev.posse.dataset;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The highest lastPurchasedSlot of each campaign that this node has seen, by patrols, purchases and whoever else has read or
 * written it; kept until a person confirms the data set, however often the campaign is found below it. Thread-safe.
 *
 * <p>Holds campaigns whose documents were there, so that ids that callers make up do not grow it; at most {@value #MOST}, as
 * many as the directory lists.
 */
public final class HighestSeen implements StepRunner.StepListener {

    private static final int MOST = Directory.MAX_PAGES * Directory.PAGE_SIZE;

    private static final String PREFIX = "campaign/";

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * What was seen of one campaign.
     *
     * @param highest the highest last slot
     * @param reported the lowest that was reported as a loss
     */
    private record Seen(long highest, long reported) {}

    private final ConcurrentMap<String, Seen> campaigns = new ConcurrentHashMap<>();

    private final StoppedSeen stopped = new StoppedSeen();

    /** Takes note of every campaign that a step has read or written. */
    @Override
    public void on(Step<?> taken, Operation operation, Answer answer) {
        if (answer instanceof Answer.Found found) {
            found.entries().forEach((key, entry) -> {
                if (key.startsWith(PREFIX)) {
                    campaign(key, entry).ifPresent(this::saw);
                }
            });
        } else if (answer instanceof Answer.Happened
                && operation instanceof Operation.Swap swap
                && swap.document() instanceof Campaign campaign) {
            saw(campaign);
        }
    }

    private static Optional<Campaign> campaign(String key, Entry entry) {
        try {
            return Optional.of(Campaign.decode(key, entry.value()));
        } catch (DocumentException e) {
            // Whoever has read it says so.
            return Optional.empty();
        }
    }

    /**
     * Takes note of a campaign whose document is there.
     *
     * @param campaign as it was read or written
     */
    public void saw(Campaign campaign) {
        long last = campaign.lastPurchasedSlot();
        stopped.saw(campaign);
        Seen before = campaigns.get(campaign.id());
        if (before == null ? campaigns.size() < MOST : before.highest() < last) {
            campaigns.merge(
                    campaign.id(),
                    new Seen(last, NEVER),
                    (old, fresh) -> new Seen(Math.max(old.highest(), fresh.highest()), old.reported()));
        }
    }

    /**
     * Returns how far a campaign has come.
     *
     * @param campaign its id
     * @return the highest last slot that was seen, 0 if there is none
     */
    public long of(String campaign) {
        Seen seen = campaigns.get(campaign);
        return seen == null ? 0 : seen.highest();
    }

    /**
     * Returns whether a campaign was not found so low before.
     *
     * @param campaign its id
     * @param last as it was read, -1 if its document is gone
     * @return true if that was not reported yet
     */
    boolean isNews(String campaign, long last) {
        Seen seen = campaigns.get(campaign);
        return seen != null && last < seen.reported();
    }

    /**
     * Takes note that a campaign was found lower than it was before.
     *
     * @param campaign its id
     * @param last as it was read, -1 if its document is gone
     * @return true if it was not found so low before
     */
    boolean fellBack(String campaign, long last) {
        boolean[] news = new boolean[1];
        campaigns.computeIfPresent(campaign, (id, seen) -> {
            news[0] = last < seen.reported();
            return news[0] ? new Seen(seen.highest(), last) : seen;
        });
        return news[0];
    }

    /** {@return the campaigns whose documents were there} */
    public Set<String> campaigns() {
        return campaigns.keySet();
    }

    /** {@return those of them that were stopped} */
    public StoppedSeen stopped() {
        return stopped;
    }

    /** Forgets everything: a person has confirmed the data set as it is. */
    void forget() {
        campaigns.clear();
        stopped.forget();
    }
}
