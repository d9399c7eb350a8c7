package dev.posse.store.redis;

import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What a server says of itself, and what that means for money.
 *
 * @param server that said it
 * @param lines of {@code INFO}, by name
 */
record ServerInfo(String server, Map<String, String> lines) {

    String product() {
        if (lines.containsKey("valkey_version")) {
            return "Valkey " + lines.get("valkey_version");
        }
        return lines.containsKey("redis_version") ? "Redis " + lines.get("redis_version") : "Redis, version unknown";
    }

    /**
     * Judges it.
     *
     * @param fsync the setting {@code appendfsync}, empty if it could not be read
     */
    List<Finding> findings(RedisSettings settings, String fsync) {
        return List.of(serverItself(), eviction(), persistence(fsync), replication(settings));
    }

    private Finding serverItself() {
        String role = lines.get("role");
        String detail = product() + ", " + (role == null ? "role unknown" : role) + ", up for "
                + lines.getOrDefault("uptime_in_seconds", "an unknown number of") + " s, memory "
                + lines.getOrDefault("used_memory_human", "unknown") + " of "
                + (maxMemory().equals("0") ? "no limit" : lines.getOrDefault("maxmemory_human", "an unknown limit"));
        if (role == null) {
            return finding(Aspect.SERVER, Verdict.UNKNOWN, detail);
        }
        return role.equals("master")
                ? finding(Aspect.SERVER, Verdict.NOTE, detail)
                : finding(Aspect.SERVER, Verdict.RISK, detail + ": reads of a replica lag; name its master");
    }

    private Finding eviction() {
        String policy = lines.get("maxmemory_policy");
        if (policy == null) {
            return finding(Aspect.EVICTION, Verdict.UNKNOWN, "INFO does not tell maxmemory_policy");
        }
        if (policy.equals("noeviction")) {
            return finding(Aspect.EVICTION, Verdict.SAFE, "maxmemory-policy is noeviction");
        }
        if (policy.startsWith("volatile-")) {
            return finding(
                    Aspect.EVICTION,
                    Verdict.SAFE,
                    "maxmemory-policy is " + policy + ", which evicts keys with an expiry; Posse's have none");
        }
        return maxMemory().equals("0")
                ? finding(
                        Aspect.EVICTION,
                        Verdict.NOTE,
                        "maxmemory-policy is " + policy + ", without effect as long as maxmemory is 0; set noeviction")
                : finding(
                        Aspect.EVICTION,
                        Verdict.RISK,
                        "maxmemory-policy is " + policy + ": a full memory drops documents; set noeviction");
    }

    private Finding persistence(String fsync) {
        String appendOnly = lines.get("aof_enabled");
        if (appendOnly == null) {
            return finding(Aspect.PERSISTENCE, Verdict.UNKNOWN, "INFO does not tell aof_enabled");
        }
        if (!appendOnly.equals("1")) {
            return finding(
                    Aspect.PERSISTENCE,
                    Verdict.RISK,
                    "appendonly is no: a crash loses every write since the last snapshot, or all; set appendonly yes");
        }
        if (!lines.getOrDefault("aof_last_write_status", "ok").equals("ok")) {
            return finding(Aspect.PERSISTENCE, Verdict.RISK, "the append-only file cannot be written; see the log");
        }
        return switch (fsync) {
            case "always" -> finding(Aspect.PERSISTENCE, Verdict.SAFE, "appendonly yes, appendfsync always");
            case "" ->
                finding(
                        Aspect.PERSISTENCE,
                        Verdict.UNKNOWN,
                        "appendonly yes; appendfsync could not be read (CONFIG GET)");
            default ->
                finding(
                        Aspect.PERSISTENCE,
                        Verdict.RISK,
                        "appendonly yes, appendfsync " + fsync
                                + ": a crash of the machine loses what was not yet on disk,"
                                + (fsync.equals("everysec") ? " a second or two" : " half a minute or so")
                                + "; appendfsync always loses nothing");
        };
    }

    private Finding replication(RedisSettings settings) {
        String count = lines.get("connected_slaves");
        if (count == null) {
            return finding(Aspect.REPLICATION, Verdict.UNKNOWN, "INFO does not tell connected_slaves");
        }
        if (count.equals("0")) {
            return finding(
                    Aspect.REPLICATION, Verdict.RISK, "no replica is connected: there is one copy, on this machine");
        }
        String behind = count + " connected, and replication is asynchronous: a failover can lose acknowledged writes";
        return settings.replicas() == 0
                ? finding(Aspect.REPLICATION, Verdict.RISK, "replicas: " + behind + "; see the setting replicas")
                : finding(
                        Aspect.REPLICATION,
                        Verdict.NOTE,
                        "replicas: " + behind + " that fewer than " + settings.replicas() + " acknowledged, and, if a"
                                + " replica that lags is promoted, others as well");
    }

    private String maxMemory() {
        return lines.getOrDefault("maxmemory", "unknown");
    }

    private Finding finding(Aspect aspect, Verdict verdict, String detail) {
        return new Finding(aspect, verdict, server + ": " + detail);
    }
}
