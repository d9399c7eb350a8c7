package dev.posse.store.couchbase;

import com.couchbase.client.core.retry.RetryReason;
import java.util.EnumSet;
import java.util.Set;

/** What a reason of the client means in plain words, and what to do about it; each the end of a sentence. */
final class ErrorHints {

    static final String LOCKED = "another client has the document locked (getAndLock); whoever locks documents of Posse"
            + " must stop it, and a lock ends by itself after 30 seconds at most";
    static final String BUSY = "the server is short of memory or busy, and says that it will pass";
    static final String WRITE_PENDING = "another durable write of the key is still under way";
    static final String CREDENTIALS =
            "the user or the password is wrong, or the user may not read and write this bucket";
    static final String CERTIFICATE = "the server's certificate is not trusted, or is one for another address than the"
            + " one given (the setting trustCertificate names a file with what to trust)";
    static final String BUCKET =
            "the bucket is not open: is the address right, does the bucket exist, and may" + " this user open it?";
    static final String COLLECTION = "the scope or collection does not exist, or this user may not see it";
    static final String NO_CONNECTION =
            "there is no connection to the node that has the key; look at the nodes and the" + " network";

    private static final Set<RetryReason> BUCKET_REASONS = EnumSet.of(
            RetryReason.BUCKET_NOT_AVAILABLE,
            RetryReason.BUCKET_OPEN_IN_PROGRESS,
            RetryReason.GLOBAL_CONFIG_LOAD_IN_PROGRESS);
    private static final Set<RetryReason> COLLECTION_REASONS = EnumSet.of(
            RetryReason.COLLECTION_NOT_FOUND,
            RetryReason.COLLECTION_MAP_REFRESH_IN_PROGRESS,
            RetryReason.KV_COLLECTION_OUTDATED);
    private static final Set<RetryReason> CONNECTION_REASONS = EnumSet.of(
            RetryReason.NODE_NOT_AVAILABLE,
            RetryReason.SERVICE_NOT_AVAILABLE,
            RetryReason.ENDPOINT_NOT_AVAILABLE,
            RetryReason.ENDPOINT_NOT_WRITABLE,
            RetryReason.ENDPOINT_CIRCUIT_OPEN);

    private ErrorHints() {}

    static String on(RetryReason reason) {
        if (BUCKET_REASONS.contains(reason)) {
            return BUCKET;
        }
        if (COLLECTION_REASONS.contains(reason)) {
            return COLLECTION;
        }
        if (CONNECTION_REASONS.contains(reason)) {
            return NO_CONNECTION;
        }
        return switch (reason) {
            case AUTHENTICATION_ERROR -> CREDENTIALS;
            case KV_LOCKED -> LOCKED;
            case KV_TEMPORARY_FAILURE -> BUSY;
            case KV_SYNC_WRITE_IN_PROGRESS, KV_SYNC_WRITE_RE_COMMIT_IN_PROGRESS -> WRITE_PENDING;
            case CHANNEL_CLOSED_WHILE_IN_FLIGHT -> "the connection was lost after sending";
            default -> "the client reports " + reason;
        };
    }
}
