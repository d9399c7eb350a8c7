package dev.posse.admin;

import dev.posse.document.Directory;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Doubt;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import java.util.Map;
import java.util.Optional;

/**
 * Lists a campaign in the directory, before it is created: who dies in between leaves a name that nobody sells under, and
 * never a campaign that nobody patrols.
 */
public final class CampaignListing {

    private static final int ROUNDS = 100;

    private CampaignListing() {}

    /**
     * Lists a campaign.
     *
     * @param campaign its id
     * @return the first step; ends when the campaign is listed
     */
    public static Step<Optional<Entry>> begin(String campaign) {
        return new FindPage(campaign, 1, Optional.empty(), Doubt.NONE, 1);
    }

    /** A page with room. */
    private record Room(int number, Optional<Stored<Directory>> page) {}

    /**
     * Reads the pages, sixteen at once, until the last of them is absent: where a page was lost the campaign may be listed on
     * one after it.
     */
    record FindPage(String campaign, int first, Optional<Room> room, Doubt doubt, int round)
            implements Step<Optional<Entry>> {
        @Override
        public StepName name() {
            return StepName.LIST_LOOK;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(campaign);
        }

        @Override
        public Operation operation() {
            return new Operation.Read(Directory.pageKeys(first));
        }

        @Override
        public int roundsBefore() {
            return round - 1;
        }

        @Override
        public Next<Optional<Entry>> on(Answer answer) {
            doubt.throwIfCertain(answer);
            if (answer instanceof Answer.Failed) {
                // Thrown, it would be heard as a failure of the write before, of which nobody knows.
                return again(campaign, first, doubt, round);
            }
            Map<String, Entry> found = answer.found();
            Optional<Room> free = room;
            for (int number = first; number < first + Directory.PAGES_AT_ONCE; number++) {
                Optional<Stored<Directory>> page = Key.directory(number).in(found);
                if (page.isPresent() && page.get().document().campaigns().contains(campaign)) {
                    return new End<>(Optional.of(page.get().entry()));
                }
                if (free.isEmpty() && (page.isEmpty() || !page.get().document().isFull())) {
                    free = Optional.of(new Room(number, page));
                }
            }
            int next = first + Directory.PAGES_AT_ONCE;
            if (found.containsKey(Keys.directory(next - 1)) && next <= Directory.MAX_PAGES) {
                return new FindPage(campaign, next, free, doubt, round);
            }
            return free.<Next<Optional<Entry>>>map(
                            page -> new WritePage(campaign, page.number(), page.page(), doubt, round))
                    .orElseThrow(() -> new IllegalStateException("The directory of campaigns is full: "
                            + Directory.MAX_PAGES + " pages of " + Directory.PAGE_SIZE));
        }
    }

    /** Writes the page with the campaign on it. */
    record WritePage(String campaign, int number, Optional<Stored<Directory>> page, Doubt doubt, int round)
            implements Step<Optional<Entry>> {
        @Override
        public StepName name() {
            return StepName.LIST;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(campaign);
        }

        @Override
        public Operation operation() {
            return page.<Operation>map(
                            stored -> new Operation.Swap(stored.document().with(campaign), stored.version()))
                    .orElseGet(() -> new Operation.Add(Directory.empty(number).with(campaign)));
        }

        @Override
        public Next<Optional<Entry>> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return new End<>(Optional.empty());
            }
            doubt.throwIfCertain(answer);
            int first = (number - 1) / Directory.PAGES_AT_ONCE * Directory.PAGES_AT_ONCE + 1;
            return again(campaign, first, doubt.after(answer), round);
        }
    }

    private static Next<Optional<Entry>> again(String campaign, int first, Doubt doubt, int round) {
        if (round >= ROUNDS) {
            throw new OutcomeUnknownException("Whether the campaign " + campaign + " was listed is not known after "
                    + ROUNDS + " tries; nothing can be sold in it yet, ask again");
        }
        return new FindPage(campaign, first, Optional.empty(), doubt, round + 1);
    }
}
