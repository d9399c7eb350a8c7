package dev.posse.patrol;

import dev.posse.admin.CampaignListing;
import dev.posse.admin.StatusChange;
import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.IncarnationGuard.Change;
import dev.posse.dataset.LossDetector;
import dev.posse.dataset.NodeMemory;
import dev.posse.dataset.ReportedBookings;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about lost data: it is said, the guard is shut, campaigns are stopped, and what is not listed any more is
 * listed again.
 */
final class LossResponse {

    /** Campaigns that are listed again in one run. */
    private static final int LISTINGS = 16;

    private final String node;
    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final PatrolEvents events;
    private final IncarnationGuard guard;
    private final NodeMemory memory;
    private final LossDetector detector;
    private final KeyReader reads;

    /** Those that were said not to be listed. */
    private final Set<String> said = new HashSet<>();

    /** True while it is the whole data set that is another one, by what this node has seen itself, and not one campaign. */
    private volatile boolean isEverything;

    LossResponse(
            String node,
            CasKeyValueStore store,
            StepRunner runner,
            PatrolEvents events,
            IncarnationGuard guard,
            NodeMemory memory,
            KeyReader reads) {
        this.node = node;
        this.store = store;
        this.runner = runner;
        this.events = events;
        this.guard = guard;
        this.memory = memory;
        this.detector = new LossDetector(guard, memory);
        this.reads = reads;
    }

    LossDetector detector() {
        return detector;
    }

    /** Reads, in one round trip, the incarnation and the accounts that this node stands for. Returns whether the incarnation is known. */
    boolean compare(Collection<String> campaigns) {
        ReportedBookings.Lookup asked = memory.bookings().ask();
        Reading reading = readBookings(asked);
        reading.failures().forEach((key, e) -> events.failed(key + ": " + e.getMessage(), Duration.ZERO));
        if (asked.isAnyMissing(reading)) {
            // Something is lost, and more may be: everything is looked for, so that all of it is said at once.
            asked = memory.bookings().askAll();
            reading = readBookings(asked);
        }
        asked.missing(reading).forEach(events::bookingLost);
        compareIncarnation(reading, campaigns);
        return reading.isKnown(Keys.INCARNATION);
    }

    private Reading readBookings(ReportedBookings.Lookup asked) {
        List<String> keys = new ArrayList<>(List.of(Keys.INCARNATION));
        keys.addAll(asked.keys());
        Reading reading = reads.read(keys);
        List<String> archive = asked.archiveKeys(reading);
        if (!archive.isEmpty()) {
            return reading.and(reads.read(archive));
        }
        return reading;
    }

    private void compareIncarnation(Reading reading, Collection<String> campaigns) {
        if (!reading.isKnown(Keys.INCARNATION)) {
            return;
        }
        try {
            Optional<Stored<Incarnation>> read = reading.document(Key.incarnation());
            Optional<String> life = store.incarnation();
            Change change = detector.dataSet(read.map(Stored::document), life);
            // Whatever the guard was shut for before: a campaign may have been looked at first.
            Optional<String> why = guard.difference(read.map(Stored::document), life);
            boolean isSeen = why.isPresent()
                    && read.flatMap(present -> present.document().objection()).isEmpty();
            if (change == Change.CONFIRMED) {
                isEverything = guard.reason().isPresent();
            } else if (change == Change.SHUT || (isSeen && !isEverything)) {
                isEverything = isSeen;
                events.dataLossDetected(Optional.empty(), why.orElse(""));
                if (isEverything) {
                    campaigns.forEach(campaign -> stop(campaign, why.orElse("")));
                }
            }
            read.ifPresent(present -> object(present, life));
        } catch (DocumentException e) {
            events.failed(PatrolEvents.problem(e), Duration.ZERO);
        }
    }

    /** A data set that looks whole bears this node's objection, for those who know less, and for the person who confirms. */
    private void object(Stored<Incarnation> read, Optional<String> life) {
        guard.objection(node, read.document(), life).ifPresent(objection -> {
            try {
                // Refused, somebody else has written: it is read again in a second.
                var unused = store.swap(Keys.INCARNATION, objection.encode(), read.version());
            } catch (StoreException | OutcomeUnknownException e) {
                events.failed(Keys.INCARNATION + ": " + e.getMessage(), Duration.ZERO);
            }
        });
    }

    /** The store itself says that its data is gone. */
    void lost(String why) {
        if (detector.shut(why)) {
            isEverything = true;
            events.dataLossDetected(Optional.empty(), why);
        }
    }

    /** A purchase has found a campaign lower than this node has seen it. By the buyer's thread. */
    void fellBack(String campaign, String why) {
        boolean wasOpen = detector.shut(why);
        boolean isSaid = false;
        try {
            isSaid = look(campaign, PatrolReads.of(store));
        } finally {
            if (wasOpen && !isSaid) {
                events.dataLossDetected(Optional.of(campaign), why);
                stop(campaign, "Data loss: " + why);
            }
        }
    }

    /**
     * Looks at everything that is remembered of a campaign, for where something is lost more may be: all of it is said at once.
     * Then nothing is sold by this node any more, and in that campaign by nobody. True if something was found.
     */
    boolean look(String campaign, KeyReader reads) {
        LossDetector.CampaignLookup whole =
                detector.lookup(campaign, memory.sales().askAll(campaign));
        List<String> keys = new ArrayList<>(List.of(Keys.campaign(campaign)));
        keys.addAll(whole.keys());
        Reading reading = reads.read(keys);
        List<String> findings = whole.findings(reading);
        if (findings.isEmpty()) {
            return false;
        }
        boolean unused = detector.shut("the campaign " + campaign + " fell back: " + findings.get(0));
        events.dataLossDetected(Optional.of(campaign), String.join("; ", findings));
        if (!reading.isAbsent(Keys.campaign(campaign))) {
            String more = findings.size() > 1 ? "; and " + (findings.size() - 1) + " more, as " + node + " said" : "";
            stop(campaign, "Data loss: " + findings.get(0) + more);
        }
        return true;
    }

    /**
     * While the whole data set is another one no campaign stays open in it: an older copy brings them back as they were. Read
     * afresh, because a person may just have confirmed the data set and reopened them.
     */
    void stopOpenOnes(List<Campaign> read) {
        List<Campaign> open = read.stream()
                .filter(campaign -> campaign.status() != Status.STOPPED)
                .toList();
        if (isEverything && !open.isEmpty()) {
            compareIncarnation(reads.read(List.of(Keys.INCARNATION)), List.of());
            guard.reason().ifPresent(why -> open.forEach(campaign -> stop(campaign.id(), why)));
        }
    }

    /** Lists again what is not listed any more and is there, and says so once. */
    void list(Map<String, String> unlisted) {
        said.retainAll(unlisted.keySet());
        if (unlisted.isEmpty() || guard.reason().isPresent()) {
            // In a data set that is another one nothing is written.
            return;
        }
        Map<String, String> some = new LinkedHashMap<>();
        unlisted.entrySet().stream().limit(LISTINGS).forEach(one -> some.put(one.getKey(), one.getValue()));
        Reading reading = reads.read(some.keySet().stream().map(Keys::campaign).toList());
        some.forEach((campaign, why) -> {
            if (reading.isPresent(Keys.campaign(campaign))) {
                listAgain(campaign, why);
            } else if (reading.isAbsent(Keys.campaign(campaign))) {
                // Listed once, and never created or lost since: the patrols see to it.
                unlisted.remove(campaign);
            }
        });
    }

    private void listAgain(String campaign, String why) {
        if (said.add(campaign)) {
            events.listingLost(campaign, why + "; it is listed again");
        }
        try {
            var unused = runner.run(Actor.PATROL, CampaignListing.begin(campaign));
        } catch (RuntimeException e) {
            events.failed(campaign, PatrolEvents.problem(e));
        }
    }

    private void stop(String campaign, String reason) {
        try {
            var unused = runner.run(
                    Actor.PATROL, StatusChange.begin(campaign, Status.STOPPED, Optional.of(reason)), memory.highest());
        } catch (RuntimeException e) {
            events.failed(campaign, PatrolEvents.problem(e));
        }
    }
}
