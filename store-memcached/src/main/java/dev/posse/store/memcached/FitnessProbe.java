package dev.posse.store.memcached;

import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.StoreLimits;
import dev.posse.store.memcached.MemcachedSettings.Eviction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one server says of itself.
 *
 * @param server its name
 * @param stats what it counts
 * @param settings how it was started
 */
record FitnessProbe(String server, Stats stats, Stats settings) {

    private static final String START = "memcached -M -F -m 1024 -I 1m -U 0";

    /** Room for the largest value with its key and memcached's own header. */
    private static final long LARGEST_ITEM = StoreLimits.MAX_VALUE_BYTES + 1024L;

    static FitnessProbe of(Server server, Deadline deadline) {
        return new FitnessProbe(server.name(), server.stats(null, deadline), server.stats("settings", deadline));
    }

    /** Refuses a server that cannot keep the contract, or may drop data by itself unless that is accepted. */
    void requireFit(Eviction eviction) {
        if (!"yes".equals(settings.text("cas_enabled").orElse("yes"))) {
            throw unfit("it runs without versions (-C), and nothing works without them");
        }
        if (settings.number("item_size_max") < LARGEST_ITEM) {
            throw unfit("its largest item (-I) has " + settings.number("item_size_max")
                    + " bytes, and documents may have " + LARGEST_ITEM);
        }
        if (mayEvict() && eviction == Eviction.REFUSE) {
            throw unfit(
                    "it may evict: when its memory is full it drops what it has, and sold slots would be sold again."
                            + " The setting evictions=accept waives this check, where losing sales is acceptable");
        }
    }

    private StoreException unfit(String why) {
        return new StoreException("The memcached store is not opened on " + server + ": " + why
                + ". Start it with enough memory for everything that will ever be sold, such as: " + START);
    }

    // A server that does not say is taken for one that does. Items on
    // disk (extstore) are dropped when the disk is full.
    private boolean mayEvict() {
        return !"off".equals(settings.text("evictions").orElse("")) || keepsItemsOnDisk();
    }

    private boolean keepsItemsOnDisk() {
        return stats.values().keySet().stream().anyMatch(name -> name.startsWith("extstore_"));
    }

    String version() {
        return stats.text("version").orElse("of unknown version");
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(eviction());
        findings.add(lost());
        findings.add(flushing());
        findings.add(persistence());
        findings.add(finding(
                Aspect.REPLICATION, Verdict.RISK, "memcached has no replicas: with the process, its data is gone"));
        findings.add(memory());
        findings.add(uptime());
        findings.add(mover());
        return findings;
    }

    private Finding eviction() {
        if (settings.text("evictions").isEmpty()) {
            return finding(Aspect.EVICTION, Verdict.UNKNOWN, "it does not say whether it evicts");
        }
        if (keepsItemsOnDisk()) {
            return finding(
                    Aspect.EVICTION, Verdict.RISK, "it keeps items on disk (extstore), and drops them when full");
        }
        return mayEvict()
                ? finding(Aspect.EVICTION, Verdict.RISK, "it may evict when its memory is full; start it with " + START)
                : finding(Aspect.EVICTION, Verdict.SAFE, "it does not evict (-M): a full memory refuses writes");
    }

    /** Everything that ever left by itself: Posse deletes nothing and gives nothing a time to live. */
    private Finding lost() {
        Map<String, String> gone = new TreeMap<>();
        // The last two are items that the page mover had no room for, or gave up on: it drops them, -M or not.
        for (String name : List.of(
                "evictions",
                "expired_unfetched",
                "get_expired",
                "reclaimed",
                "slab_reassign_evictions_nomem",
                "slab_reassign_busy_deletes")) {
            gone.put(name, stats.text(name).orElse("unknown"));
        }
        boolean none = gone.values().stream().allMatch("0"::equals);
        return finding(
                Aspect.EVICTION,
                none ? Verdict.SAFE : gone.containsValue("unknown") ? Verdict.UNKNOWN : Verdict.RISK,
                "evicted and expired so far: " + gone);
    }

    private Finding flushing() {
        String flushed = stats.text("cmd_flush").orElse("unknown");
        if ("no".equals(settings.text("flush_enabled").orElse(""))) {
            return finding(Aspect.ACCESS, Verdict.SAFE, "flush_all is disabled (-F)");
        }
        return finding(
                Aspect.ACCESS,
                Verdict.RISK,
                "anybody who reaches it can empty it with flush_all (so far: " + flushed + "); start it with -F");
    }

    private Finding persistence() {
        String file = settings.text("memory_file").orElse("(null)");
        return "(null)".equals(file)
                ? finding(Aspect.PERSISTENCE, Verdict.RISK, "a restart forgets everything")
                : finding(
                        Aspect.PERSISTENCE,
                        Verdict.RISK,
                        "a restart forgets everything, but for one by SIGUSR1, which keeps it in " + file);
    }

    private Finding memory() {
        long used = stats.number("bytes");
        long limit = stats.number("limit_maxbytes");
        return finding(
                Aspect.SERVER,
                used * 10 < limit * 8 ? Verdict.NOTE : Verdict.RISK,
                "memory used: " + used + " of " + limit + " bytes, "
                        + stats.text("curr_items").orElse("unknown")
                        + " items; writes refused for want of memory so far: "
                        + stats.text("store_no_memory").orElse("unknown"));
    }

    private Finding uptime() {
        long uptime = stats.number("uptime");
        Instant start = Instant.ofEpochSecond(stats.number("time") - uptime);
        return finding(
                Aspect.SERVER,
                Verdict.NOTE,
                "up for " + Duration.ofSeconds(uptime) + " since " + start + ", process "
                        + stats.text("pid").orElse("unknown"));
    }

    private Finding mover() {
        return finding(
                Aspect.SERVER,
                Verdict.NOTE,
                "page mover: " + settings.text("slab_reassign").orElse("unknown")
                        + "; items moved so far, with new versions: "
                        + stats.text("slab_reassign_rescues").orElse("unknown"));
    }

    private Finding finding(Aspect aspect, Verdict verdict, String detail) {
        return new Finding(aspect, verdict, server + ": " + detail);
    }
}
