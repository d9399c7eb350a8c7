package dev.posse.store.redis;

import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the live servers what they promise. */
final class FitnessProbe {

    private final RedisSettings settings;

    FitnessProbe(RedisSettings settings) {
        this.settings = settings;
    }

    /**
     * Asks each of them.
     *
     * @param asksForRole whether the store asks each server that it connects to whether it is a master
     */
    StoreFitness of(List<RedisNode> masters, boolean asksForRole) {
        List<Finding> findings = new ArrayList<>();
        String product = "Redis, version unknown";
        for (RedisNode node : masters) {
            Deadline deadline = Deadline.after(settings.timeout());
            try (ConnectionLease lease = node.shared(deadline)) {
                SentCommand<byte[]> info = Commands.info();
                SentCommand<List<Object>> fsync = Commands.configGet("appendfsync");
                lease.send(List.of(info, fsync));
                ServerInfo said = new ServerInfo(node.name(), parsed(lease.answer(info, deadline)));
                product = said.product();
                findings.addAll(said.findings(settings, fsync(lease, fsync, deadline)));
            } catch (CommandFailure e) {
                for (Aspect aspect : List.of(Aspect.SERVER, Aspect.EVICTION, Aspect.PERSISTENCE, Aspect.REPLICATION)) {
                    findings.add(
                            new Finding(aspect, Verdict.UNKNOWN, node.name() + ": INFO failed: " + e.getMessage()));
                }
            }
            findings.add(access(node));
            if (asksForRole) {
                roleUnknown(node).ifPresent(findings::add);
            }
        }
        return new StoreFitness(masters.size() > 1 ? product + ", " + masters.size() + " masters" : product, findings);
    }

    /** Tries what swapping needs, with nothing in it; twice where the server said nothing, since a connection may be lost. */
    private Finding access(RedisNode node) {
        Finding first = triedAccess(node);
        return first.verdict() == Verdict.UNKNOWN ? triedAccess(node) : first;
    }

    private Finding triedAccess(RedisNode node) {
        boolean script = settings.swapping() == RedisSettings.Swapping.SCRIPT;
        String what = script ? "scripts (EVAL)" : "transactions (MULTI)";
        Deadline deadline = Deadline.after(settings.timeout());
        try (ConnectionLease lease = node.own(deadline)) {
            if (script) {
                SentCommand<Long> eval = Commands.evalWithoutKeys("return 1");
                lease.send(List.of(eval));
                lease.answer(eval, deadline);
            } else {
                SentCommand<String> multi = Commands.multi();
                lease.send(List.of(multi, Commands.discard()));
                lease.answer(multi, deadline);
            }
            return new Finding(Aspect.ACCESS, Verdict.SAFE, node.name() + ": the user may use " + what);
        } catch (CommandFailure e) {
            boolean refused = e.row() == ErrorTable.NOPERM || e.row() == ErrorTable.UNKNOWN_COMMAND;
            String detail = node.name() + ": " + what + ", which swaps are made of, "
                    + (refused ? "are refused, so that no swap succeeds: " : "could not be tried: ") + e.getMessage();
            return new Finding(Aspect.ACCESS, refused ? Verdict.RISK : Verdict.UNKNOWN, detail);
        }
    }

    /** Who may not ask takes a replica for a master until it refuses a write, and believes what it reads there. */
    private Optional<Finding> roleUnknown(RedisNode node) {
        Deadline deadline = Deadline.after(settings.timeout());
        try (ConnectionLease lease = node.shared(deadline)) {
            SentCommand<List<Object>> role = Commands.role();
            lease.send(List.of(role));
            lease.answer(role, deadline);
            return Optional.empty();
        } catch (CommandFailure e) {
            return Optional.of(new Finding(
                    Aspect.ACCESS,
                    Verdict.UNKNOWN,
                    node.name()
                            + ": whether a server is a master cannot be asked (ROLE), so that a replica is noticed by"
                            + " the writes that it refuses, and not by its reads, which lag: " + e.getMessage()));
        }
    }

    private static String fsync(ConnectionLease lease, SentCommand<List<Object>> command, Deadline deadline) {
        try {
            List<Object> answer = lease.answer(command, deadline);
            return answer != null && answer.size() == 2 && answer.get(1) instanceof byte[] value
                    ? new String(value, StandardCharsets.US_ASCII)
                    : "";
        } catch (CommandFailure e) {
            // Without permission, or CONFIG is switched off, as managed services do.
            return "";
        }
    }

    private static Map<String, String> parsed(byte @org.jspecify.annotations.Nullable [] info) {
        Map<String, String> lines = new LinkedHashMap<>();
        String text = info == null ? "" : new String(info, StandardCharsets.UTF_8);
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                lines.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return lines;
    }
}
