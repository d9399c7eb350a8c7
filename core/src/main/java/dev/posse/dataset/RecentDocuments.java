package dev.posse.dataset;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns and accounts that this node wrote last, as it left them. Others may have written them since: what stands here is
 * a guess that the store confirms, never a reason to refuse anything.
 *
 * <p>Bounded; what was not used for longest is forgotten first. An account takes about 600 bytes and 250 for each entry of its
 * windows, so it counts as two entries and those that it holds; accounts of {@value #ENTRIES} entries are kept, which is 32 MB: 40,000
 * with one purchase and one deposit, 3,800 with full windows. Campaigns are {@value #CAMPAIGNS} at the most, of some 500 bytes each. Thread-safe.
 */
public final class RecentDocuments implements StepRunner.StepListener {

    static final int CAMPAIGNS = 1_024;
    static final int ENTRIES = 131_072;

    /** How often a campaign is read before it is believed again, once it was found to be written by others. */
    private static final int READINGS = 8;

    private static final String CAMPAIGN_PREFIX = Keys.campaign("");

    /** By campaign, the highest slot that this node has claimed. */
    private final Map<String, Long> claims = newest();

    /** By the key of a slot, the version that this node has given its claim, until somebody asks. */
    private final Map<String, Version> written = newest();

    /** By the key of a campaign, how often it is to be read before it is believed. */
    private final Map<String, Integer> doubted = newest();

    private static <V> Map<String, V> newest() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > CAMPAIGNS;
            }
        };
    }

    private final Bounded<Campaign> campaigns = new Bounded<>(CAMPAIGNS, campaign -> 1);
    private final Bounded<Account> accounts = new Bounded<>(
            ENTRIES,
            account -> 2
                    + account.purchases().entries().size()
                    + account.movements().entries().size());

    /** Documents by key, up to a weight of all together. */
    private static final class Bounded<T extends Document> {
        private final Map<String, Stored<T>> documents = new LinkedHashMap<>(64, 0.75f, true);
        private final int most;
        private final ToIntFunction<T> weight;
        private long sum;

        Bounded(int most, ToIntFunction<T> weight) {
            this.most = most;
            this.weight = weight;
        }

        synchronized void put(Stored<T> written) {
            @Nullable Stored<T> before = documents.put(written.document().key(), written);
            sum += weight.applyAsInt(written.document());
            if (before != null) {
                sum -= weight.applyAsInt(before.document());
            }
            Iterator<Stored<T>> eldest = documents.values().iterator();
            while (sum > most && eldest.hasNext()) {
                sum -= weight.applyAsInt(eldest.next().document());
                eldest.remove();
            }
        }

        synchronized Optional<Stored<T>> get(String key) {
            return Optional.ofNullable(documents.get(key));
        }

        synchronized void clear() {
            documents.clear();
            sum = 0;
        }
    }

    /** Takes note of every campaign and account that a step has written, and of every slot that it has claimed. */
    @Override
    public void on(Step<?> taken, Operation operation, Answer answer) {
        if (answer instanceof Answer.Found found && operation instanceof Operation.Expect belief) {
            refuted(belief, found);
        }
        if (!(answer instanceof Answer.Happened happened)) {
            return;
        }
        if (operation instanceof Operation.Add add && add.document() instanceof Claim claim) {
            claimed(claim, happened.version());
        } else if (operation instanceof Operation.Swap swap) {
            if (swap.document() instanceof Claim claim) {
                claimed(claim, happened.version());
            } else if (swap.document() instanceof Campaign campaign) {
                campaigns.put(Stored.written(campaign, happened.version()));
            } else if (swap.document() instanceof Account account) {
                accounts.put(Stored.written(account, happened.version()));
            }
        }
    }

    /**
     * Finds a campaign.
     *
     * @param id the campaign's
     * @return as this node wrote it last; empty if that is not known any more
     */
    public Optional<Stored<Campaign>> campaign(String id) {
        return campaigns.get(Keys.campaign(id));
    }

    /**
     * Finds an account.
     *
     * @param id the account's
     * @return as this node wrote it last; empty if that is not known any more
     */
    public Optional<Stored<Account>> account(String id) {
        return accounts.get(Keys.account(id));
    }

    private void refuted(Operation.Expect belief, Answer.Found found) {
        if (belief.guess().startsWith(CAMPAIGN_PREFIX)
                && !Optional.ofNullable(found.entries().get(belief.guess()))
                        .map(Entry::version)
                        .equals(belief.version())) {
            synchronized (doubted) {
                doubted.put(belief.guess(), READINGS);
            }
        }
    }

    /**
     * Finds a campaign that there is reason to believe in: others have not written it lately, as far as this node has noticed. Where
     * they do, a chain that is built on a belief is refused more often than not, and all the work on it is lost.
     *
     * @param id the campaign's
     * @return as this node wrote it last; empty if it should be read
     */
    public Optional<Stored<Campaign>> believed(String id) {
        synchronized (doubted) {
            int readings = doubted.getOrDefault(Keys.campaign(id), 0);
            if (readings > 0) {
                doubted.put(Keys.campaign(id), readings - 1);
                return Optional.empty();
            }
        }
        return campaign(id);
    }

    private void claimed(Claim claim, Version version) {
        synchronized (claims) {
            claims.merge(claim.campaign(), claim.slot(), Math::max);
        }
        synchronized (written) {
            written.put(claim.key(), version);
        }
    }

    /**
     * Tells once which version this node has given a claim.
     *
     * @param campaign its id
     * @param slot the claimed one
     * @return the version; empty if it has not written it, or long ago
     */
    public Optional<Version> takeClaimVersion(String campaign, long slot) {
        synchronized (written) {
            return Optional.ofNullable(written.remove(Keys.slot(campaign, slot)));
        }
    }

    /**
     * Tells of a slot that this node has claimed, though the campaign may not say so yet: its sale is being settled.
     *
     * @param campaign its id
     * @return the highest such slot; 0 if there is none above those that the campaign was known to have when this node wrote it last
     */
    public long claimed(String campaign) {
        long highest;
        synchronized (claims) {
            highest = claims.getOrDefault(campaign, 0L);
        }
        long known = highest;
        return campaign(campaign)
                        .filter(written -> written.document().frontier() > known)
                        .isPresent()
                ? 0
                : highest;
    }

    /** Forgets everything: a person has confirmed the data set as it is. */
    void forget() {
        campaigns.clear();
        accounts.clear();
        synchronized (claims) {
            claims.clear();
        }
        synchronized (written) {
            written.clear();
        }
        synchronized (doubted) {
            doubted.clear();
        }
    }
}
