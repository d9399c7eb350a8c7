package dev.posse.store.redis;

import dev.posse.store.ForeignValue;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that this store did not write: of another type, or strings that do not begin with a version. They are shown to a
 * person, and replaced when just what was shown still stands there.
 *
 * <p>Their version is a digest of what {@code DUMP} gives, so that it comes back when somebody writes the same again: good
 * enough for a person who has looked at it, not for a purchase, and no read gives it.
 */
final class ForeignValues implements Swap {

    private static final String PREFIX = "foreign-";

    /** As much as fits into a version. */
    private static final int DIGEST_BYTES = 24;

    private final Router router;
    private final Replicas replicas;

    ForeignValues(Router router, Replicas replicas) {
        this.router = router;
        this.replicas = replicas;
    }

    static boolean isVersion(Version version) {
        return version.text().startsWith(PREFIX);
    }

    /** Reads what stands there, unless it is absent or this store's own. */
    Optional<ForeignValue> find(byte[] redisKey, Deadline deadline) {
        return router.route(redisKey, (node, asking) -> {
            try (ConnectionLease lease = node.own(deadline)) {
                // The digest is read first: what is shown may be newer than it, and then replaces nothing.
                Optional<byte[]> dump = answer(lease, asking, Commands.dump(redisKey), deadline);
                String type =
                        answer(lease, asking, Commands.type(redisKey), deadline).orElse("none");
                if (dump.isEmpty() || type.equals("none")) {
                    return Optional.empty();
                }
                Version version = version(dump.get());
                if (!type.equals("string")) {
                    return Optional.of(new ForeignValue("a " + type, dump.get(), version));
                }
                return answer(lease, asking, Commands.get(redisKey), deadline)
                        .filter(text -> !VersionCodec.isOurs(text))
                        .map(text -> new ForeignValue("a string", text, version));
            } catch (CommandFailure e) {
                throw e.ofRead();
            }
        });
    }

    private static <T> Optional<T> answer(
            ConnectionLease lease, boolean asking, SentCommand<T> command, Deadline deadline) {
        lease.send(asking ? List.of(Commands.asking(), command) : List.of(command));
        return Optional.ofNullable(lease.answer(command, deadline));
    }

    @Override
    public Found at(
            RedisNode node, boolean asking, byte[] redisKey, Version expected, byte[] stored, Deadline deadline) {
        try (ConnectionLease lease = node.own(deadline)) {
            Transaction transaction = new Transaction(lease, replicas, deadline);
            SentCommand<byte[]> dump = Commands.dump(redisKey);
            transaction.begin(asking, List.of(redisKey), List.of(dump));
            byte @Nullable [] found;
            try {
                found = transaction.found(dump);
            } catch (CommandFailure e) {
                throw transaction.abandoned(e);
            }
            if (found == null || !version(found).equals(expected)) {
                transaction.discard();
                return found == null ? Found.MISSING : Found.OTHER;
            }
            return transaction.commit(List.of(Commands.set(redisKey, stored))) ? Found.EXPECTED : Found.OTHER;
        }
    }

    private static Version version(byte[] dump) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(dump);
            return new Version(PREFIX + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new StoreException("This Java has no SHA-256, which every Java has", e);
        }
    }
}
