package dev.posse.cli;

import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.util.Optional;

/** Whether a store was set up, and still holds the data that it was set up with. */
enum Initialization {
    /** It was, and does. */
    READY("set up"),
    /** It is new, or its data is gone. */
    ABSENT("not set up. If it is new: ./posse init. If it has sold before, its data is gone: find out first"),
    /** A node objects to its data. */
    OBJECTED("set up, but a node has noticed a loss, so that none is opened, and who has noticed it sells nothing."
            + " Look into it, then: ./posse confirm. What it says: ./posse show document " + Keys.INCARNATION),
    /** The store itself says so: its data has another life. */
    OTHER_LIFE(
            "set up, but its data has another life than when it was set up, so that nobody sells. Look into it, then:"
                    + " ./posse confirm"),
    /** The part of the store that would tell does not answer. */
    PART_MISSING("set up, but a part of the store does not answer, so that nobody knows whether its data is whole"),
    /** Something stands there that nobody understands. */
    UNREADABLE(
            "perhaps set up: its " + Keys.INCARNATION + " cannot be read, so that no node is opened. What stands there:"
                    + " ./posse show document " + Keys.INCARNATION);

    private final String sentence;

    Initialization(String sentence) {
        this.sentence = sentence;
    }

    /** For who goes on whatever stands there; if nothing answers at all, he finds out by himself. */
    static Initialization asFarAsReadable(CasKeyValueStore store) {
        try {
            return of(store);
        } catch (StoreException | DocumentException e) {
            return UNREADABLE;
        }
    }

    /** For who goes on where a part of the store does not answer. */
    static Initialization unlessUnanswered(CasKeyValueStore store) {
        try {
            return of(store);
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            return UNREADABLE;
        }
    }

    static Initialization of(CasKeyValueStore store) {
        Optional<Incarnation> read =
                store.get(Keys.INCARNATION).map(entry -> Incarnation.decode(Keys.INCARNATION, entry.value()));
        if (read.isEmpty()) {
            return ABSENT;
        }
        Optional<String> before = read.get().storeIncarnation();
        Optional<String> now;
        try {
            now = store.incarnation();
        } catch (DataLossException e) {
            throw e;
        } catch (StoreException e) {
            return PART_MISSING;
        }
        // A store that cannot tell the life of its data is taken at its word, as Posse does.
        if (before.isPresent() && now.isPresent() && !before.equals(now)) {
            return OTHER_LIFE;
        }
        return read.get().objection().isPresent() ? OBJECTED : READY;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
