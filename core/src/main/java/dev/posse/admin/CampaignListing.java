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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lists a campaign in the directory, before it is created: who dies in between leaves a name that nobody sells under, and
 * never a campaign that nobody patrols.
 */
public final class CampaignListing {

    private static final int ROUNDS = 100;

    private CampaignListing() {}

    /**
     * Lists a campaign, and reads the whole directory for it.
     *
     * @param campaign its id
     * @return the first step; ends when the campaign is listed
     */
    public static Step<Optional<Entry>> begin(String campaign) {
        return begin(campaign, Set.of());
    }

    /**
     * Lists a campaign, and reads as much of the directory as is not known.
     *
     * @param campaign its id
     * @param known full pages, of which its node has seen that they do not list the campaign; they have not changed since, unless
     *     they were lost
     * @return the first step; ends when the campaign is listed
     */
    public static Step<Optional<Entry>> begin(String campaign, Set<Integer> known) {
        return new FindPage(campaign, 1, Set.copyOf(known), Optional.empty(), Doubt.NONE, 1);
    }

    /** A page with room. */
    private record Room(int number, Optional<Stored<Directory>> page) {}

    /**
     * Reads the pages that are not known, sixteen at once, until the last of them is absent: where a page was lost the campaign may be
     * listed on one after it.
     *
     * <p>With them, where pages are passed by, the campaign itself: one that is there was listed before it was created. If it is on none of the
     * pages that are read, what was known of the others does not hold, and all are read.
     */
    record FindPage(String campaign, int first, Set<Integer> known, Optional<Room> room, Doubt doubt, int round)
            implements Step<Optional<Entry>> {
        @Override
        public StepName name() {
            return StepName.LIST_LOOK;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(campaign);
        }

        private List<Integer> numbers() {
            return IntStream.rangeClosed(first, Directory.MAX_PAGES)
                    .filter(number -> !known.contains(number))
                    .limit(Directory.PAGES_AT_ONCE)
                    .boxed()
                    .toList();
        }

        @Override
        public Operation operation() {
            List<String> keys =
                    new ArrayList<>(numbers().stream().map(Keys::directory).toList());
            if (!known.isEmpty()) {
                keys.add(Keys.campaign(campaign));
            }
            return new Operation.Read(List.copyOf(keys));
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
                return new FindPage(campaign, first, known, Optional.empty(), doubt, counted(campaign, round));
            }
            Map<String, Entry> found = answer.found();
            Optional<Room> free = room;
            int last = Directory.MAX_PAGES;
            for (int number : numbers()) {
                Optional<Stored<Directory>> page = Key.directory(number).in(found);
                if (page.isPresent() && page.get().document().campaigns().contains(campaign)) {
                    return new End<>(Optional.of(page.get().entry()));
                }
                if (free.isEmpty() && (page.isEmpty() || !page.get().document().isFull())) {
                    free = Optional.of(new Room(number, page));
                }
                last = number;
            }
            if (found.containsKey(Keys.directory(last)) && last < Directory.MAX_PAGES) {
                return new FindPage(campaign, last + 1, known, free, doubt, round);
            }
            return notFound(found, free);
        }

        private Next<Optional<Entry>> notFound(Map<String, Entry> found, Optional<Room> free) {
            if (found.containsKey(Keys.campaign(campaign)) && !known.isEmpty()) {
                return new FindPage(campaign, 1, Set.of(), Optional.empty(), doubt, round);
            }
            return free.<Next<Optional<Entry>>>map(
                            page -> new WritePage(campaign, page.number(), page.page(), known, doubt, round))
                    .orElseThrow(() -> new IllegalStateException("The directory of campaigns is full: "
                            + Directory.MAX_PAGES + " pages of " + Directory.PAGE_SIZE));
        }
    }

    /** Writes the page with the campaign on it. */
    record WritePage(
            String campaign, int number, Optional<Stored<Directory>> page, Set<Integer> known, Doubt doubt, int round)
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
            return new FindPage(
                    campaign, first, known, Optional.empty(), doubt.after(answer), counted(campaign, round));
        }
    }

    /** The round that begins now. */
    private static int counted(String campaign, int round) {
        if (round >= ROUNDS) {
            throw new OutcomeUnknownException("Whether the campaign " + campaign + " was listed is not known after "
                    + ROUNDS + " tries; nothing can be sold in it yet, ask again");
        }
        return round + 1;
    }
}
