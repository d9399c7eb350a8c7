package dev.posse.dataset;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Document;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The campaigns and accounts that this node wrote last, as it left them. Others may have written them since: what stands here is
 * a guess that the store confirms, never a reason to refuse anything.
 *
 * <p>Bounded; what was not used for longest is forgotten first. Thread-safe.
 */
public final class RecentDocuments implements StepRunner.StepListener {

    private static final int CAMPAIGNS = 1_024;
    private static final int ACCOUNTS = 4_096;

    private final Map<String, Stored<Campaign>> campaigns = bounded(CAMPAIGNS);
    private final Map<String, Stored<Account>> accounts = bounded(ACCOUNTS);

    private static <T extends Document> Map<String, Stored<T>> bounded(int most) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Stored<T>> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes note of every campaign and account that a step has written. */
    @Override
    public void on(Step<?> taken, Answer answer) {
        if (!(answer instanceof Answer.Happened happened) || !(taken.operation() instanceof Operation.Swap swap)) {
            return;
        }
        if (swap.document() instanceof Campaign campaign) {
            Stored<Campaign> written = Stored.written(campaign, happened.version());
            synchronized (campaigns) {
                campaigns.put(campaign.key(), written);
            }
        } else if (swap.document() instanceof Account account) {
            Stored<Account> written = Stored.written(account, happened.version());
            synchronized (accounts) {
                accounts.put(account.key(), written);
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
        synchronized (campaigns) {
            return Optional.ofNullable(campaigns.get(Keys.campaign(id)));
        }
    }

    /**
     * Finds an account.
     *
     * @param id the account's
     * @return as this node wrote it last; empty if that is not known any more
     */
    public Optional<Stored<Account>> account(String id) {
        synchronized (accounts) {
            return Optional.ofNullable(accounts.get(Keys.account(id)));
        }
    }

    /** Forgets everything: a person has confirmed the data set as it is. */
    void forget() {
        synchronized (campaigns) {
            campaigns.clear();
        }
        synchronized (accounts) {
            accounts.clear();
        }
    }
}
