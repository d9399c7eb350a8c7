package dev.posse.cli;

import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.document.WakeUps;
import dev.posse.document.WriteProbe;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads a document of any kind: its key says which. */
final class AnyDocument {

    private static final Map<String, BiFunction<String, byte[], ? extends Document>> KINDS = Map.of(
            "account/",
            Account::decode,
            "campaign/",
            Campaign::decode,
            "slot/",
            Slot::decode,
            "transaction/",
            Transaction::decode,
            "purchase/",
            ArchivedPurchase::decode,
            "movement/",
            ArchivedMovement::decode,
            "posse/directory/",
            Directory::decode,
            Keys.INCARNATION,
            Incarnation::decode,
            Keys.WAKE_UPS,
            WakeUps::decode,
            Keys.WRITE_PROBE,
            WriteProbe::decode);

    private AnyDocument() {}

    /** A key as a person has typed it. */
    static String checkKey(String typed) {
        if (KINDS.keySet().stream().noneMatch(typed::startsWith) || !typed.matches("[!-~]{1,200}")) {
            throw new UsageException("No document of Posse has the key " + typed);
        }
        return typed;
    }

    static Document decode(String key, byte[] value) {
        return KINDS.entrySet().stream()
                .filter(kind -> key.startsWith(kind.getKey()))
                .findAny()
                .orElseThrow(() -> new UsageException("No document of Posse has the key " + key))
                .getValue()
                .apply(key, value);
    }

    /** What keeps nodes of this release from reading it. */
    static Optional<String> problem(String key, byte[] value) {
        try {
            decode(key, value);
            return Optional.empty();
        } catch (DocumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Tells a store that does not answer from a key that holds something of which it makes nothing. */
    static Optional<Entry> read(CasKeyValueStore opened, String key) {
        try {
            return opened.get(key);
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            if (!answersFor(opened, key.equals(Keys.INCARNATION) ? Keys.directory(1) : Keys.INCARNATION)) {
                throw e;
            }
            throw new UnshownException(
                    Unread.of(key, e).problem()
                            + (foreignValue(opened, key).isPresent()
                                    ? ". ./posse show document " + key
                                            + " shows what stands there, and ./posse mend replaces it"
                                    : ". If the part of the store that holds it is down, wait for that. If not, what stands there"
                                            + " can only be seen, and moved away, with the database's own tools; then write the document with ./posse mend and @absent"));
        }
    }

    /** Empty also where the store cannot say: whoever reads the key next hears why. */
    static Optional<ForeignValue> foreignValue(CasKeyValueStore opened, String key) {
        try {
            return opened.foreignValue(key);
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private static boolean answersFor(CasKeyValueStore opened, String key) {
        try {
            opened.get(key);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }
}
