package dev.posse.store.couchbase;

import dev.posse.store.Version;
import java.util.OptionalLong;

/** Couchbase's CAS as a {@link Version}: the number that {@code meta().cas} shows in a query. */
final class VersionCodec {

    /** What the server shows instead of the CAS while another client has the document locked. */
    static final long LOCKED = -1L;

    /** In a replace this means "whatever stands there", so that it must never be sent. */
    private static final long ANY = 0L;

    private VersionCodec() {}

    static Version encode(long cas) {
        return new Version(Long.toUnsignedString(cas));
    }

    /** Reads a version back; empty if this store cannot have given it, because no document ever has that CAS. */
    static OptionalLong decode(Version version) {
        long cas;
        try {
            cas = Long.parseUnsignedLong(version.text());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
        boolean canonical = Long.toUnsignedString(cas).equals(version.text());
        return canonical && cas != ANY && cas != LOCKED ? OptionalLong.of(cas) : OptionalLong.empty();
    }
}
