package dev.posse.audit;

import dev.posse.document.Ids;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Proves by reads alone that the books balance, while the shop goes on selling.
 *
 * <p>Campaigns come from the directory, buyers from the claims, and further accounts from the caller: a store cannot list
 * its accounts, so that an account that never bought anything is looked at only if the caller names it. An account is
 * compared with its sales only if its version was the same before and after these were read; one that moved meanwhile is
 * tried again, some ten times, and is then reported as inconclusive. Sales made while the audit runs are counted; buyers
 * who buy for the first time then are left to the next audit. A campaign that an account has bought in and that is not listed
 * is audited as well.
 *
 * <p>What an account has spent, and what came in and went out, is added up entry by entry: what it holds itself, and then the
 * chains of its archive, which nothing changes any more. They are walked for 256 accounts side by side.
 *
 * <p>Nothing is concluded from what was not read: a key that the store does not answer for is a finding, and what depends on it
 * is not judged.
 *
 * <p>It needs about 150 bytes of memory for each slot sold and 500 for each buyer: a million slots sold to a hundred
 * thousand buyers fit well into 256 MB. It reads each slot, its transaction and each archived entry once and each account at
 * least twice, in chunks of up to 512 keys, one chunk at a time.
 *
 * <p>Thread-safe; it keeps nothing from one audit to the next.
 */
public final class Auditor {

    private final CasKeyValueStore store;
    private final List<String> furtherAccounts;

    /**
     * Makes an auditor that looks at every buyer.
     *
     * @param store to read
     */
    public Auditor(CasKeyValueStore store) {
        this(store, List.of());
    }

    /**
     * Makes an auditor that looks at every buyer, and at accounts that may have bought nothing.
     *
     * @param store to read
     * @param furtherAccounts ids of accounts that exist
     * @throws IllegalArgumentException if one of them is no id
     */
    public Auditor(CasKeyValueStore store, Collection<String> furtherAccounts) {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(furtherAccounts, "furtherAccounts");
        furtherAccounts.forEach(each -> Objects.requireNonNull(each, "furtherAccounts holds null"));
        this.store = store;
        this.furtherAccounts = List.copyOf(furtherAccounts);
        this.furtherAccounts.forEach(id -> Ids.check("account id", id));
    }

    /**
     * Audits all campaigns that the directory lists.
     *
     * @return what was read and what does not add up; documents that cannot be read are among the findings
     * @throws StoreException if the store does not answer
     */
    public AuditReport audit() {
        return audit(List.of());
    }

    /**
     * Audits all campaigns that the directory lists, and looks whether what callers were told is still true.
     *
     * @param reported what they were told before, such as {@link ReportedOutcomeFile} reads; their accounts and campaigns are audited, too
     * @return what was read and what does not add up; what is gone of that which was told is named, all of it counted
     * @throws StoreException if the store does not answer
     */
    public AuditReport audit(Collection<ReportedOutcome> reported) {
        Objects.requireNonNull(reported, "reported");
        reported.forEach(each -> Objects.requireNonNull(each, "reported holds null"));
        return new Audit(store, Optional.empty()).run(furtherAccounts, reported);
    }

    /**
     * Audits one campaign and its buyers. What they bought in other campaigns is not known then, so that of what they have spent
     * only a lack is seen: at least what they bought here. Their archives are read as far back as their sales here go, and what came
     * in and went out is not added up.
     *
     * @param campaign its id; a campaign that is absent is a finding
     * @return what was read and what does not add up; documents that cannot be read are among the findings
     * @throws IllegalArgumentException if it is no id
     * @throws StoreException if the store does not answer
     */
    public AuditReport auditCampaign(String campaign) {
        Objects.requireNonNull(campaign, "campaign");
        return new Audit(store, Optional.of(Ids.check("campaign id", campaign))).run(furtherAccounts, List.of());
    }
}
