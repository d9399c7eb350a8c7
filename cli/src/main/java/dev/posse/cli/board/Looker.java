package dev.posse.cli.board;

import dev.posse.cli.board.Sightings.DataSet;
import dev.posse.document.Directory;
import dev.posse.document.DirectoryReader;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round by round, about one a second: how the data set is, what is on somebody's screen, what is in trouble, and then as many of
 * the others, one after the other, as there are reads left for. One thread.
 */
final class Looker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Looker.class);

    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DATA_SET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long NEW_PAGES_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ALL_PAGES_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Campaigns in trouble that are read in each round; more take turns. */
    private static final int TROUBLED_AT_ONCE = 16;

    private final ReadOnlyStore store;
    private final ReadBudget budget;
    private final Sightings sightings;
    private final Function<CasKeyValueStore, DataSet> dataSetReader;
    private final KeyReader reads;
    private final CampaignLook campaignLook;
    private final Interests rows = new Interests(200);
    private final Interests campaigns = new Interests(8);
    private final Interests accounts = new Interests(16);
    private final Thread thread = new Thread(this::run, "board-looker");
    private volatile boolean closed;
    private volatile boolean hurry;
    private int next;
    private int nextTroubled;
    private int lastPage = 1;
    private long dataSetDue = System.nanoTime();
    private long newPagesDue = dataSetDue;
    private long allPagesDue = dataSetDue;

    Looker(ReadOnlyStore store, ReadBudget budget, Sightings sightings, Function<CasKeyValueStore, DataSet> dataSet) {
        this.store = store;
        this.budget = budget;
        this.sightings = sightings;
        this.dataSetReader = dataSet;
        // One key that has no answer hides nothing but itself; eight in a row mean that nobody answers.
        this.reads = new KeyReader(
                store::getAll, store::get, new KeyReader.Policy(8, Duration.ofSeconds(2), System::nanoTime, 256));
        this.campaignLook = new CampaignLook(sightings, reads::read);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What a list shows just now. */
    void showsRows(List<String> ids) {
        if (rows.look(ids)) {
            hurry = true;
        }
    }

    void showsCampaign(String id) {
        if (campaigns.look(List.of(id))) {
            hurry = true;
        }
    }

    void showsAccount(String id) {
        if (accounts.look(List.of(id))) {
            hurry = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            long began = System.nanoTime();
            try {
                long asked = store.reads();
                long answered = store.answers();
                round(began + ROUND_NANOS);
                // Of a few keys without an answer each is noted by itself, and nothing is thrown.
                if (store.answers() > answered) {
                    sightings.storeAnswers();
                } else if (store.reads() > asked && sightings.store().answers()) {
                    sightings.storeIsOut("None of the last reads had an answer");
                }
            } catch (CancellationException e) {
                // Closed, or a store's client has called a read off, which is no reason to look no more.
                sightings.storeIsOut("A read was called off: " + e.getMessage());
            } catch (DataLossException e) {
                // It answers, and says that its data is gone: another trouble than an outage, and another section.
                sightings.storeAnswers();
                String sentence = "set up, but says that its data is gone: " + e.getMessage();
                sightings.dataSet(new DataSet("LOST", sentence, Optional.empty(), Optional.empty()));
            } catch (StoreException e) {
                sightings.storeIsOut(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("The board goes on after an error that nobody has foreseen", e);
                sightings.storeIsOut("An error that nobody has foreseen: " + e);
            }
            pauseUntil(began + ROUND_NANOS);
        }
    }

    private void pauseUntil(long end) {
        // Bounded by the end: in steps, so that what somebody has just opened is not kept waiting.
        while (!closed && !hurry && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void round(long end) {
        hurry = false;
        lookAtDataSet();
        lookAtDirectory();
        Set<String> first = new LinkedHashSet<>(campaigns.now());
        first.addAll(rows.now());
        read(List.copyOf(first), true);
        List<String> troubled = troubled();
        read(troubled, true);
        lookAtAccounts();
        Set<String> deep = new LinkedHashSet<>(campaigns.now());
        deep.addAll(troubled);
        deep.forEach(campaignLook::deep);
        List<String> all = sightings.ids();
        // At most all of them once in a round, and some of them in any: what comes before may fill every round.
        for (int done = 0; done < all.size() && !closed && (done == 0 || (!hurry && System.nanoTime() < end)); ) {
            int many = Math.min(Math.max(1, budget.portion() / 2), all.size() - done);
            List<String> some = new ArrayList<>();
            for (int each = 0; each < many; each++) {
                next = next >= all.size() ? 0 : next;
                some.add(all.get(next++));
            }
            read(some, false);
            done += many;
        }
    }

    private void lookAtDataSet() {
        // In an outage each time: what nobody could read then is known as soon as the store is back.
        if (System.nanoTime() < dataSetDue && sightings.store().answers()) {
            return;
        }
        dataSetDue = System.nanoTime() + DATA_SET_NANOS;
        sightings.dataSet(dataSetReader.apply(store));
        Reading found = reads.read(List.of(Keys.WRITE_PROBE));
        try {
            found.document(Key.writeProbe())
                    .map(Stored::document)
                    .ifPresent(probe -> sightings.wrote(probe.node(), "was asked how it is", probe.since()));
        } catch (StoreException | DocumentException e) {
            // It is of no use but to health checks, and they tell it themselves.
            LOG.debug("{} cannot be read", Keys.WRITE_PROBE, e);
        }
    }

    private void lookAtDirectory() {
        long now = System.nanoTime();
        if (now < newPagesDue) {
            return;
        }
        boolean isAll = now >= allPagesDue;
        newPagesDue = now + NEW_PAGES_NANOS;
        if (isAll) {
            allPagesDue = now + ALL_PAGES_NANOS;
            sightings.walks();
        }
        DirectoryReader.walk(
                isAll ? 1 : lastPage,
                first -> DirectoryReader.pages(reads.read(Directory.pageKeys(first)), first),
                this::listed);
        sightings.walked();
    }

    private void listed(DirectoryReader.Page page) {
        String key = Keys.directory(page.number());
        if (page instanceof DirectoryReader.Unreadable unreadable) {
            sightings.unread(key, unreadable.why(), unreadable.why() instanceof StoreException);
            return;
        }
        sightings.wasRead(key);
        if (page instanceof DirectoryReader.Present present) {
            sightings.listed(present.stored().document().campaigns());
            lastPage = Math.max(1, present.number());
        }
    }

    private void read(List<String> ids, boolean isWatched) {
        int many = Math.max(1, budget.portion() / 2);
        for (int from = 0; from < ids.size(); from += many) {
            campaignLook.at(ids.subList(from, Math.min(ids.size(), from + many)), isWatched);
        }
    }

    private List<String> troubled() {
        Instant now = Instant.now();
        List<String> all = sightings.of(each -> {
            List<String> ids = new ArrayList<>();
            each.forEach(sight -> {
                if (sight.isTroubled(now) || !sight.unsettled.isEmpty()) {
                    ids.add(sight.id);
                }
            });
            return ids;
        });
        List<String> turn = new ArrayList<>();
        for (int each = 0; each < Math.min(TROUBLED_AT_ONCE, all.size()); each++) {
            nextTroubled = nextTroubled >= all.size() ? 0 : nextTroubled;
            turn.add(all.get(nextTroubled++));
        }
        return turn;
    }

    private void lookAtAccounts() {
        List<String> wanted = accounts.now();
        if (wanted.isEmpty()) {
            return;
        }
        Reading found = reads.read(wanted.stream().map(Keys::account).toList());
        for (String id : wanted) {
            sightings.account(CampaignLook.account(id, found), wanted);
        }
    }
}
