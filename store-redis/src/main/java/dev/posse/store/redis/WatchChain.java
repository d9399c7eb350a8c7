package dev.posse.store.redis;

import dev.posse.store.ChainResult.Ending;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A chain in two round trips: a {@link Transaction} that looks at all keys, and writes as much of the beginning as holds.
 *
 * <p>If somebody has written to one of the keys in between, nothing is made, although the first links could have been.
 */
final class WatchChain implements Chain {

    private final Replicas replicas;

    WatchChain(Replicas replicas) {
        this.replicas = replicas;
    }

    /** What the first link of a key expects of it. What the later ones expect is known when that has happened. */
    private record FirstLook<T>(ChainLink link, SentCommand<T> read, Predicate<@Nullable T> expected) {

        static FirstLook<?> of(ChainLink link) {
            return link.expectsAbsence()
                    ? new FirstLook<>(link, Commands.exists(link.redisKey()), count -> count != null && count == 0)
                    : new FirstLook<>(
                            link,
                            Commands.beginning(link.redisKey(), link.expected().length),
                            found -> Arrays.equals(found, link.expected()));
        }

        boolean holds(Transaction transaction) {
            return expected.test(transaction.found(read));
        }
    }

    @Override
    public Taken at(RedisNode node, List<ChainLink> links, Deadline deadline) {
        Map<String, FirstLook<?>> looks = new LinkedHashMap<>();
        links.forEach(link -> looks.computeIfAbsent(link.key(), key -> FirstLook.of(link)));
        try (ConnectionLease lease = node.own(deadline)) {
            Transaction transaction = new Transaction(lease, replicas, deadline);
            transaction.begin(
                    false,
                    looks.values().stream().map(look -> look.link().redisKey()).toList(),
                    looks.values().stream().map(FirstLook::read).toList());
            Taken taken = beginning(links, looks, transaction);
            List<SentCommand<String>> sets = links.subList(0, taken.happened()).stream()
                    .filter(ChainLink::writes)
                    .map(link -> Commands.set(link.redisKey(), link.stored()))
                    .toList();
            if (sets.isEmpty()) {
                transaction.discard();
                return taken;
            }
            return transaction.commit(sets) ? taken : new Taken(0, new Ending.NoneMade());
        }
    }

    /** How far the chain comes unless somebody writes to its keys. */
    private static Taken beginning(List<ChainLink> links, Map<String, FirstLook<?>> looks, Transaction transaction) {
        Map<String, byte[]> headers = new HashMap<>();
        for (int at = 0; at < links.size(); at++) {
            ChainLink link = links.get(at);
            byte[] header = headers.get(link.key());
            try {
                boolean holds = header == null
                        ? Objects.requireNonNull(looks.get(link.key())).holds(transaction)
                        : Arrays.equals(header, link.expected());
                if (!holds) {
                    return new Taken(at, new Ending.Refused());
                }
            } catch (CommandFailure e) {
                if (e.row().reaction != ErrorTable.Reaction.NOTHING) {
                    throw transaction.abandoned(e);
                }
                return new Taken(at, e.toEnding("link " + at + " of a chain", link.key()));
            }
            headers.put(link.key(), link.header());
        }
        return new Taken(links.size(), new Ending.Complete());
    }
}
