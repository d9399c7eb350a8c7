package dev.posse.explorer;

import dev.posse.admin.CampaignListing;
import dev.posse.admin.DocumentCreation;
import dev.posse.admin.StatusChange;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.observe.Subject;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.store.Entry;
import java.util.Optional;
import java.util.Set;

/** Who opens accounts and campaigns, and changes their status. */
final class Admins {

    private Admins() {}

    /** Opens an account. */
    static Actor opener(String account) {
        return actor(
                "opener " + account,
                DocumentCreation.begin(Account.opened(account, Account.WINDOW), Subject.NONE.withAccount(account)));
    }

    /** Lists the campaign c, then creates it. */
    static Actor creator() {
        return actor("creator", NestedStep.of(CampaignListing.begin("c"), new AfterListing(3)));
    }

    /** The same, on a node that has seen the first page full, and the campaign not on it. */
    static Actor knowingCreator() {
        return actor("knowing creator", NestedStep.of(CampaignListing.begin("c", Set.of(1)), new AfterListing(3)));
    }

    static Actor stopper() {
        return actor("stopper", StatusChange.begin("c", Status.STOPPED, Optional.of("a person says so")));
    }

    static Actor reopener() {
        return actor("reopener", StatusChange.begin("c", Status.OPEN, Optional.empty()));
    }

    private static Actor actor(String name, Next<?> first) {
        return new Actor(name, first, "", "", "", Promise.THIS_ATTEMPT);
    }

    /** As the front door does it: what is listed is created. */
    private record AfterListing(long capacity) implements NestedStep.Continuation<Optional<Entry>, Optional<Entry>> {
        @Override
        public Next<Optional<Entry>> with(Optional<Entry> before) {
            return DocumentCreation.begin(
                    Campaign.created("c", Starts.PRICE, capacity), Subject.NONE.withCampaign("c"));
        }
    }
}
