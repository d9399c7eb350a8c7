package dev.posse.document;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the two kinds of archive document are written: alike, but for the entry.
 *
 * @param <E> kind of entry
 * @param <D> kind of document
 * @param type of the document
 * @param read how the entry is read
 * @param make how the document is made
 */
record ArchiveFormat<E extends AccountEntry, D extends Document>(
        String type, Function<FieldReader, E> read, Maker<E, D> make) {

    /** Puts a document together. */
    interface Maker<E, D> {
        D make(String account, E entry, Optional<String> before);
    }

    byte[] encode(String account, E entry, Optional<String> before) {
        FieldWriter fields =
                FieldWriter.ofDocument(type).put("account", account).put("before", before);
        entry.write(fields);
        return fields.toBytes();
    }

    D decode(String key, byte[] value) {
        return FieldReader.read(key, value, type, fields -> read(key, fields));
    }

    D read(String key, FieldReader fields) {
        String account = fields.takeId("account");
        Optional<String> before = fields.takeOptionalId("before");
        D archived = make.make(account, read.apply(fields), before);
        if (!archived.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + archived.key());
        }
        return archived;
    }
}
