package dev.posse.store.memcached;

import dev.posse.store.Entry;
import dev.posse.store.memcached.BoundOperation.End;
import java.util.Optional;

/**
 * A read on its way to the server that holds its key.
 *
 * @param key that is read
 * @param server that holds it
 * @param epoch of the server's data when it was asked
 * @param asked the request
 */
record PendingRead(String key, Server server, DataEpoch epoch, BoundOperation<Reply.Item> asked) {

    Optional<Entry> entry(Deadline deadline) {
        End end = asked.await(deadline);
        if (end != End.ANSWERED) {
            throw ErrorTable.unread(server.name(), key, end);
        }
        Reply.Item reply = asked.reply();
        return ErrorTable.item(server.name(), key, reply)
                .map(data -> new Entry(data, VersionCodec.encode(epoch, reply.cas())));
    }
}
