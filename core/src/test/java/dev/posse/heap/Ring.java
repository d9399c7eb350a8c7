package dev.posse.heap;

import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Documents outside of the heap: the last that were written, as many as there is room for. Used by one thread at a time. */
final class Ring {

    private static final int PLACES = 1 << 20;
    private static final int PROBES = 8;
    private static final int HEADER = Integer.BYTES + Integer.BYTES;

    private final int room;
    private final ByteBuffer documents;

    /** By hash, where a document begins in all that was ever written, plus one; 0 if there is none. */
    private final LongBuffer places =
            ByteBuffer.allocateDirect(PLACES * Long.BYTES).asLongBuffer();

    private long written;

    Ring(int room) {
        this.room = room;
        this.documents = ByteBuffer.allocateDirect(room);
    }

    Optional<Entry> read(String key) {
        return read(key, place(key));
    }

    /** Where a document stands, or else the place that is best overwritten. */
    private int place(String key) {
        int first = (key.hashCode() * 0x9E3779B9) >>> 12;
        int best = first;
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (first + probe) % PLACES;
            if (read(key, place).isPresent()) {
                return place;
            }
            if (places.get(place) < places.get(best)) {
                best = place;
            }
        }
        return best;
    }

    private Optional<Entry> read(String key, int place) {
        long position = places.get(place) - 1;
        if (position < 0 || written - position > room) {
            return Optional.empty();
        }
        int at = (int) (position % room);
        byte[] name = new byte[documents.getInt(at)];
        documents.get(at + HEADER, name);
        if (!Arrays.equals(name, key.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        byte[] value = new byte[documents.getInt(at + Integer.BYTES)];
        documents.get(at + HEADER + name.length, value);
        return Optional.of(new Entry(value, new Version(Long.toString(position))));
    }

    Version write(String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        int length = HEADER + name.length + value.length;
        int place = place(key);
        int at = (int) (written % room);
        if (at + length > room) {
            written += room - at;
            at = 0;
        }
        long position = written;
        documents.putInt(at, name.length);
        documents.putInt(at + Integer.BYTES, value.length);
        documents.put(at + HEADER, name);
        documents.put(at + HEADER + name.length, value);
        places.put(place, position + 1);
        written += length;
        return new Version(Long.toString(position));
    }
}
