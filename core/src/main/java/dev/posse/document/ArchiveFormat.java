package dev.posse.document;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the two kinds of archive document are written: alike, but for the entry.
 *
 * @param <E> kind of entry
 * @param <D> kind of document
 * @param type of the document
 * @param entry how the entry is read
 * @param make how the document is made
 */
record ArchiveFormat<E extends AccountEntry, D extends ArchiveDocument>(
        String type, Function<FieldReader, E> entry, Maker<E, D> make) {

    /** Puts a document together. */
    interface Maker<E, D> {
        D make(String account, E entry, Optional<String> before);
    }

    byte[] encode(D document) {
        FieldWriter fields =
                FieldWriter.ofDocument(type).put("account", document.account()).put("before", document.before());
        document.entry().write(fields);
        return fields.toBytes();
    }

    D decode(String key, byte[] value) {
        return FieldReader.read(key, value, type, fields -> read(key, fields));
    }

    D read(String key, FieldReader fields) {
        String account = fields.takeId("account");
        Optional<String> before = fields.takeOptionalId("before");
        D archived = make.make(account, entry.apply(fields), before);
        if (!archived.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + archived.key());
        }
        return archived;
    }
}
