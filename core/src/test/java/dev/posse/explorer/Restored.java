package dev.posse.explorer;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;

/**
 * A note in the store of an exploration that an older copy was restored, of which everybody who is still there knows better.
 *
 * @param seen where the campaign stood before
 * @param claims how many claims the copy holds
 */
record Restored(long seen, int claims) implements Document {

    static final String KIND = "restored";
    static final String KEY = KIND + "/copy";

    static Restored decode(byte[] value) {
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new Restored(numbers.getLong(), numbers.getInt());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(seen)
                .putInt(claims)
                .array();
    }

    /** Law A12: until a person has confirmed the copy, nothing is sold on it. */
    Optional<String> brokenBy(Collection<Claim> sold, Collection<Campaign> campaigns) {
        long last =
                campaigns.stream().mapToLong(Campaign::lastPurchasedSlot).max().orElse(0);
        return sold.size() > claims && last < seen
                ? Optional.of("law A12: sold on a copy that stands at " + last + ", and slot " + seen + " was seen")
                : Optional.empty();
    }
}
