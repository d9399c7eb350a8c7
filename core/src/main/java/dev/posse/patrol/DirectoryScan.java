package dev.posse.patrol;

import dev.posse.dataset.FullPages;
import dev.posse.dataset.HighestSeen;
import dev.posse.document.Directory;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the directory once per second, and notices when it does not list any more what it has listed, or what this node has
 * seen to be there: a campaign is listed before it is created, and a page never lists less than before.
 */
final class DirectoryScan {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PatrolSchedule schedule;
    private final HighestSeen seen;
    private final FullPages fullPages;
    private final KeyReader reads;
    private final PatrolEvents events;
    private final Map<String, String> unlisted = new LinkedHashMap<>();
    private Instant due = Instant.MIN;

    /** The first page that was not full when it was last read: those before it are read in turn, one each time. */
    private int firstOpenPage = 1;

    private int recheck;

    DirectoryScan(
            PatrolSchedule schedule, HighestSeen seen, FullPages fullPages, KeyReader reads, PatrolEvents events) {
        this.schedule = schedule;
        this.seen = seen;
        this.fullPages = fullPages;
        this.reads = reads;
        this.events = events;
    }

    boolean isDue(Instant now) {
        return !due.isAfter(now);
    }

    Instant due() {
        return due;
    }

    void hurry(Instant now) {
        due = now;
    }

    /** What is not listed and should be, and how that is known, by campaign; until it is found listed. */
    Map<String, String> unlisted() {
        return unlisted;
    }

    /**
     * Reads the pages that may have changed. One that cannot be read hides what it lists, and keeps the posse from nothing
     * else. Returns whether all of them could be read.
     *
     * @throws StoreException if the store is out
     */
    boolean read(Instant now) {
        due = now.plus(INTERVAL);
        // Taken before the first page is read: what is seen later may have been listed later, too.
        Set<String> created = new HashSet<>(seen.campaigns());
        int first = firstOpenPage;
        boolean isFirst = true;
        boolean isComplete = true;
        boolean hasMore = true;
        // Ends at the first sixteen pages of which the last is absent; the directory itself is bounded.
        while (hasMore && first <= Directory.MAX_PAGES) {
            List<String> keys = new ArrayList<>(Directory.pageKeys(first));
            Optional<Integer> old = isFirst ? nextToRecheck() : Optional.empty();
            old.map(Keys::directory).ifPresent(keys::add);
            Reading reading = reads.read(keys);
            for (int number = first; number < first + Directory.PAGES_AT_ONCE; number++) {
                isComplete &= readPage(number, reading, now);
            }
            isComplete &= old.map(number -> readPage(number, reading, now)).orElse(true);
            int last = first + Directory.PAGES_AT_ONCE - 1;
            hasMore = !reading.isAbsent(Keys.directory(last));
            first += Directory.PAGES_AT_ONCE;
            isFirst = false;
        }
        adopt(created, isComplete, now);
        return isComplete;
    }

    private Optional<Integer> nextToRecheck() {
        if (firstOpenPage == 1) {
            return Optional.empty();
        }
        recheck = recheck % (firstOpenPage - 1) + 1;
        return Optional.of(recheck);
    }

    /** Returns whether the page is known. */
    private boolean readPage(int number, Reading reading, Instant now) {
        Key<Directory> key = Key.directory(number);
        try {
            Optional<Directory> page = reading.document(key).map(Stored::document);
            page.ifPresentOrElse(fullPages::saw, () -> fullPages.noteAbsent(number));
            List<String> listed = page.map(Directory::campaigns).orElse(List.of());
            for (String campaign : listed) {
                schedule.watch(campaign, now).listedOn(number);
                unlisted.remove(campaign);
            }
            if (page.isPresent() && page.get().isFull() && number == firstOpenPage) {
                firstOpenPage = number + 1;
            }
            noteMissing(number, new HashSet<>(listed), page.isPresent());
            return true;
        } catch (StoreException | DocumentException e) {
            events.failed(key + ": " + PatrolEvents.problem(e), Duration.ZERO);
            return false;
        }
    }

    private void noteMissing(int number, Set<String> listed, boolean isThere) {
        for (CampaignState state : schedule.states()) {
            if (state.page() == number && !listed.contains(state.campaign())) {
                state.listedOn(0);
                firstOpenPage = Math.min(firstOpenPage, number);
                unlisted.put(
                        state.campaign(),
                        Keys.directory(number) + " listed it and " + (isThere ? "does not any more" : "is gone"));
            }
        }
    }

    /** Patrols what this node has seen to be there, listed or not. */
    private void adopt(Set<String> created, boolean isComplete, Instant now) {
        for (String campaign : created) {
            boolean isKnown = schedule.state(campaign).isPresent();
            CampaignState state = schedule.watch(campaign, now);
            if (isComplete && !isKnown && state.page() == 0) {
                unlisted.putIfAbsent(campaign, "no page of the directory lists it, and its document was there");
            }
        }
    }
}
