package dev.posse.store.redis;

import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chains on one server: made for the wire, brought there, and told as the SPI tells them. */
final class Chains {

    private final Router router;
    private final RedisSettings settings;
    private final Chain way;
    private final Supplier<Version> versions;
    private volatile boolean oneSlotOnly;

    Chains(Router router, RedisSettings settings, Replicas replicas, Supplier<Version> versions) {
        this.router = router;
        this.settings = settings;
        this.way = settings.swapping() == RedisSettings.Swapping.WATCH
                ? new WatchChain(replicas)
                : new ScriptChain(replicas);
        this.versions = versions;
    }

    /** Whether the server takes several keys at once, as far as is known: a node of a cluster wants them all in one hash slot. */
    boolean possible() {
        return !oneSlotOnly;
    }

    /**
     * Takes the links in order.
     *
     * @param links have been checked
     */
    ChainResult take(List<ChainedWrite> links, Function<String, byte[]> redisKey) {
        List<ChainLink> made = new ArrayList<>(links.size());
        for (ChainedWrite link : links) {
            made.add(ChainLink.of(link, redisKey.apply(link.key()), made, versions.get()));
        }
        Deadline deadline = Deadline.after(settings.timeout());
        try {
            Chain.Taken taken = router.route(made.get(0).redisKey(), (node, asking) -> way.at(node, made, deadline));
            return new ChainResult(
                    made.subList(0, taken.happened()).stream()
                            .map(ChainLink::version)
                            .toList(),
                    taken.ending());
        } catch (CommandFailure e) {
            if (e.row() == ErrorTable.CROSSSLOT) {
                oneSlotOnly = true;
                return new ChainResult(List.of(), new Ending.NoneMade());
            }
            return new ChainResult(
                    List.of(),
                    e.toEnding("chain", links.size() + " links, " + made.get(0).key() + " the first"));
        }
    }
}
