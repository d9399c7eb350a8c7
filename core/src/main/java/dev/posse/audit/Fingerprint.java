package dev.posse.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Half of an id's SHA-256: what an audit keeps of the ids of a sale. The ids themselves would take four times the memory,
 * and two of them with one fingerprint will not be met.
 *
 * @param high first 64 bits
 * @param low next 64 bits
 */
record Fingerprint(long high, long low) implements Comparable<Fingerprint> {

    static Fingerprint of(String id) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
            return new Fingerprint(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one has not", e);
        }
    }

    @Override
    public int compareTo(Fingerprint other) {
        int order = Long.compare(high, other.high);
        return order != 0 ? order : Long.compare(low, other.low);
    }
}
