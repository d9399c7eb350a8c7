package dev.posse;

import dev.posse.dataset.StoreSetup;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The mark of a data set: set up once, read before anything is opened, and confirmed by a person if it is not the one that was expected. */
final class DataSet {

    private DataSet() {}

    /** The mark of a data set that may be opened. */
    static Incarnation incarnation(CasKeyValueStore store) {
        Incarnation incarnation = UnreadableDocumentException.understood(() -> StoreSetup.read(store))
                .map(Stored::document)
                .orElseThrow(() -> new NotInitializedException("This store holds no " + Keys.INCARNATION
                        + ". If it is new, set it up once with Posse.initialize(store) or ./posse init --store URI. If it"
                        + " has sold before, its data is gone: do not set it up before you know what became of it"));
        List<String> objections = StoreSetup.objections(incarnation, store.incarnation());
        if (!objections.isEmpty()) {
            throw new DataLossException(
                    "This store is not opened: " + String.join("; ", objections)
                            + "; look into it, then confirm the data set with Posse.confirm(store) or ./posse confirm --store URI");
        }
        return incarnation;
    }

    /** What a person is asked to overrule, and overrules. */
    static Confirmation confirm(CasKeyValueStore store) {
        Stored<Incarnation> read = UnreadableDocumentException.understood(
                        () -> StoreSetup.read(Objects.requireNonNull(store, "store")))
                .orElseThrow(() -> new NotInitializedException(
                        "There is nothing to confirm: the document " + Keys.INCARNATION + " is gone"));
        List<String> objections = StoreSetup.objections(read.document(), store.incarnation());
        if (!objections.isEmpty()) {
            StoreSetup.confirm(store, read, InstantSource.system().instant());
        }
        return new Confirmation(objections);
    }

    static String initialize(CasKeyValueStore store) {
        // A person does this once, without a node, whose clock and randomness could be taken.
        StoreSetup.initialize(
                Objects.requireNonNull(store, "store"),
                UUID.randomUUID().toString(),
                InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));
        return incarnation(store).id();
    }
}
