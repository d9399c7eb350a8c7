package dev.posse.store.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads: {@code GET}s on the shared connections, of several keys in one flush per server. */
final class Reads {

    private final Router router;

    Reads(Router router) {
        this.router = router;
    }

    /** What is stored, if anything. */
    Optional<byte[]> one(byte[] redisKey, Deadline deadline) {
        return router.route(redisKey, (node, asking) -> {
            try (ConnectionLease lease = asking ? node.own(deadline) : node.shared(deadline)) {
                SentCommand<byte[]> get = Commands.get(redisKey);
                lease.send(asking ? List.of(Commands.asking(), get) : List.of(get));
                return Optional.ofNullable(lease.answer(get, deadline));
            } catch (CommandFailure e) {
                throw e.ofRead();
            }
        });
    }

    /**
     * What is stored under several keys; absent ones are left out.
     *
     * <p>{@code GET}s in one flush and not {@code MGET}: that takes keys of one hash slot only.
     *
     * @param redisKeys by the caller's key
     * @throws StoreException that names the key, where one of them is refused and not all
     */
    Map<String, byte[]> several(Map<String, byte[]> redisKeys, Deadline deadline) {
        Map<RedisNode, Map<String, SentCommand<byte[]>>> byNode = new LinkedHashMap<>();
        redisKeys.forEach((key, redisKey) -> byNode.computeIfAbsent(router.nodeOf(redisKey), n -> new LinkedHashMap<>())
                .put(key, Commands.get(redisKey)));
        byNode.keySet().forEach(RedisNode::prepareShared);
        Map<ConnectionLease, Map<String, SentCommand<byte[]>>> sent = new LinkedHashMap<>();
        List<String> again = new ArrayList<>();
        byNode.forEach((node, gets) -> {
            try {
                ConnectionLease lease = node.shared(deadline);
                lease.send(List.copyOf(gets.values()));
                sent.put(lease, gets);
            } catch (CommandFailure e) {
                again.addAll(gets.keySet());
            }
        });
        Map<String, byte[]> found = new LinkedHashMap<>();
        sent.forEach((lease, gets) -> gets.forEach((key, get) -> collect(lease, key, get, deadline, found, again)));
        // Redirected, or cut: each on its own way, which knows what to do about it and fails where it must.
        for (String key : again) {
            byte[] redisKey = Objects.requireNonNull(redisKeys.get(key));
            try {
                one(redisKey, deadline).ifPresent(stored -> found.put(key, stored));
            } catch (CommandFailure e) {
                // Of another type, say: whoever looks for it is not to be sent to the first key of those that were
                // asked for.
                throw e.toException("get", key);
            }
        }
        return found;
    }

    private static void collect(
            ConnectionLease lease,
            String key,
            SentCommand<byte[]> get,
            Deadline deadline,
            Map<String, byte[]> found,
            List<String> again) {
        try {
            byte[] stored = lease.answer(get, deadline);
            if (stored != null) {
                found.put(key, stored);
            }
        } catch (CommandFailure e) {
            if (e.row() == ErrorTable.NO_ANSWER) {
                throw e.ofRead();
            }
            again.add(key);
        }
    }
}
