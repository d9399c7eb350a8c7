package dev.posse.cli.board;

import dev.posse.document.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What the board remembers of what it has read. All of it is bounded: some 500 bytes for each of {@value #MOST_CAMPAIGNS} campaigns
 * at the most, and small lists. Guarded by its own monitor; nobody reads the store while he holds it.
 */
final class Sightings {

    /** Campaigns that are looked at; of those beyond it is told how many they are. */
    static final int MOST_CAMPAIGNS = 100_000;

    /** Keys without an answer that are listed. */
    static final int MOST_UNREAD = 500;

    private static final int MOST_NODES = 64;

    /**
     * A key of which nobody knows what it says.
     *
     * @param isForeign whether the store gave no answer for it; else it is a document that cannot be understood
     */
    record Unread(String key, String problem, boolean isForeign, Instant since, long seenNanos) {

        /** Campaigns and pages come round again; a slot or an account may never be asked for again, and be well by then. */
        private boolean isForgotten(long now) {
            return !key.startsWith("campaign/")
                    && !key.startsWith("posse/")
                    && now - seenNanos > TimeUnit.MINUTES.toNanos(2);
        }
    }

    /** A node as its writings show it. */
    record NodeSight(String node, String what, Instant at) {}

    /**
     * An account that somebody has asked for.
     *
     * @param state {@code READING}, {@code ABSENT}, {@code UNREADABLE} or {@code HERE}
     */
    record AccountSight(String id, String state, String note, Optional<Sight.Unsettled> lock, long readNanos) {}

    /** How the store is. */
    record Store(boolean answers, String problem, Instant since) {}

    /** Whether the data set is whole, in the words of {@code ./posse doctor}. */
    record DataSet(String state, String sentence, Optional<String> objection, Optional<Instant> since) {
        static final DataSet UNREAD = new DataSet("UNREAD", "not read yet", Optional.empty(), Optional.empty());
    }

    private final Map<String, Sight> campaigns = new LinkedHashMap<>();
    private final Map<String, Unread> unread = new LinkedHashMap<>();
    private final Map<String, NodeSight> nodes = new LinkedHashMap<>();
    private final Map<String, AccountSight> accounts = new LinkedHashMap<>();
    private long beyond;
    private boolean isCounting;
    private boolean directoryRead;
    private long unreadBeyond;
    private Store store = new Store(true, "", Instant.now());
    private DataSet dataSet = DataSet.UNREAD;

    synchronized void listed(List<String> ids) {
        for (String id : ids) {
            if (campaigns.containsKey(id)) {
                continue;
            }
            if (campaigns.size() < MOST_CAMPAIGNS) {
                campaigns.put(id, new Sight(id));
            } else if (isCounting) {
                beyond++;
            }
        }
    }

    /** A walk over all pages begins: those beyond the bound are counted anew. Walks over the last pages meet the same again. */
    synchronized void walks() {
        beyond = 0;
        isCounting = true;
    }

    synchronized void walked() {
        directoryRead = true;
        isCounting = false;
    }

    synchronized boolean isDirectoryRead() {
        return directoryRead;
    }

    synchronized long beyond() {
        return beyond;
    }

    synchronized List<String> ids() {
        return List.copyOf(campaigns.keySet());
    }

    synchronized Optional<Sight> campaign(String id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    /** What is done with it, and what is kept of it, is done and copied before this returns. */
    synchronized <T> T of(Function<Iterable<Sight>, T> view) {
        return view.apply(campaigns.values());
    }

    synchronized void unread(String key, RuntimeException why, boolean isForeign) {
        Instant since = Optional.ofNullable(unread.get(key)).map(Unread::since).orElseGet(Instant::now);
        if (unread.containsKey(key) || unread.size() < MOST_UNREAD) {
            unread.put(
                    key,
                    new Unread(
                            key,
                            Printable.of(String.valueOf(why.getMessage()), Sight.MOST_SHOWN),
                            isForeign,
                            since,
                            System.nanoTime()));
        } else {
            unreadBeyond++;
        }
    }

    synchronized void wasRead(String key) {
        unread.remove(key);
    }

    synchronized List<Unread> unread() {
        long now = System.nanoTime();
        unread.values().removeIf(one -> one.isForgotten(now));
        return List.copyOf(unread.values());
    }

    /** How often there was no room for one more; more than there are, for each is met again. */
    synchronized boolean isMoreUnread() {
        return unreadBeyond > 0;
    }

    synchronized void wrote(String node, String what, Instant at) {
        NodeSight known = nodes.get(node);
        if (known == null || known.at().isBefore(at)) {
            nodes.put(node, new NodeSight(Printable.of(node, 100), what, at));
        }
        if (nodes.size() > MOST_NODES) {
            nodes.values().stream()
                    .min(Comparator.comparing(NodeSight::at))
                    .ifPresent(oldest -> nodes.values().remove(oldest));
        }
    }

    synchronized List<NodeSight> nodes() {
        List<NodeSight> all = new ArrayList<>(nodes.values());
        all.sort(Comparator.comparing(NodeSight::node));
        return all;
    }

    synchronized void account(AccountSight sight, List<String> wanted) {
        accounts.put(sight.id(), sight);
        accounts.keySet().retainAll(wanted);
    }

    synchronized Optional<AccountSight> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    synchronized List<AccountSight> accounts() {
        return List.copyOf(accounts.values());
    }

    synchronized void storeAnswers() {
        if (!store.answers()) {
            store = new Store(true, "", Instant.now());
        }
    }

    synchronized void storeIsOut(String problem) {
        String shown = Printable.of(problem, Sight.MOST_SHOWN);
        store = new Store(false, shown, store.answers() ? Instant.now() : store.since());
    }

    synchronized Store store() {
        return store;
    }

    synchronized void dataSet(DataSet read) {
        dataSet = read;
    }

    synchronized DataSet dataSet() {
        return dataSet;
    }
}
