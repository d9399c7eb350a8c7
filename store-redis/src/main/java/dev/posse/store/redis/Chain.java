package dev.posse.store.redis;

import dev.posse.store.ChainResult.Ending;
import java.util.List;

/** A way to take a chain on one server. */
interface Chain {

    /**
     * How far a chain came.
     *
     * @param happened links from the first on
     * @param ending how the next one ended
     */
    record Taken(int happened, Ending ending) {}

    /**
     * Takes the links in order.
     *
     * @throws CommandFailure if none was made, or nobody knows of any
     */
    Taken at(RedisNode node, List<ChainLink> links, Deadline deadline);
}
