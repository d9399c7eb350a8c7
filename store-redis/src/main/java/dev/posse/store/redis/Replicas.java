package dev.posse.store.redis;

import io.lettuce.core.protocol.RedisCommand;
import java.util.List;

/** The acknowledgements of replicas that a write asks for, if it asks for any. */
final class Replicas {

    private final RedisSettings settings;

    Replicas(RedisSettings settings) {
        this.settings = settings;
    }

    /** Whether writes need a connection of their own: {@code WAIT} blocks all that comes after it on the same one. */
    boolean asked() {
        return settings.replicas() > 0;
    }

    /** Appends the command that asks for them: it counts for the last write of the connection. */
    SentCommand<Long> appendedTo(List<RedisCommand<byte[], byte[], ?>> commands) {
        SentCommand<Long> wait = Commands.waitFor(settings.replicas(), settings.replicaWait());
        if (asked()) {
            commands.add(wait);
        }
        return wait;
    }

    /**
     * Checks the acknowledgements of a write that the master has made.
     *
     * @throws CommandFailure if they are too few or unknown: the write is in doubt then, whatever is wrong
     */
    void check(ConnectionLease lease, SentCommand<Long> wait, Deadline deadline) {
        if (!asked()) {
            return;
        }
        Long acknowledged;
        try {
            acknowledged = lease.answer(wait, deadline);
        } catch (CommandFailure e) {
            throw lease.failure(
                    ErrorTable.FEW_REPLICAS,
                    "written, but the replicas' acknowledgements are unknown: " + e.getMessage(),
                    e);
        }
        if (acknowledged == null || acknowledged < settings.replicas()) {
            throw lease.failure(
                    ErrorTable.FEW_REPLICAS,
                    "written, but " + acknowledged + " of " + settings.replicas() + " replicas acknowledged within "
                            + settings.replicaWait().toMillis() + " ms",
                    null);
        }
    }
}
