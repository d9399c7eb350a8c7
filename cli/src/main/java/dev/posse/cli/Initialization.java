package dev.posse.cli;

import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;

/** Whether a store was set up, and still holds the data that it was set up with. */
enum Initialization {
    /** It was, and does. */
    READY("set up"),
    /** It is new, or its data is gone. */
    ABSENT("not set up. If it is new: ./posse init. If it has sold before, its data is gone: find out first"),
    /** Its data has another life. */
    OTHER_LIFE("its data has another life than when it was set up, so that nobody sells. Look into it, then:"
            + " ./posse confirm");

    private final String sentence;

    Initialization(String sentence) {
        this.sentence = sentence;
    }

    static Initialization of(CasKeyValueStore store) {
        Optional<Incarnation> read =
                store.get(Keys.INCARNATION).map(entry -> Incarnation.decode(Keys.INCARNATION, entry.value()));
        if (read.isEmpty()) {
            return ABSENT;
        }
        Optional<String> before = read.get().storeIncarnation();
        Optional<String> now = store.incarnation();
        // A store that cannot tell the life of its data is taken at its word, as Posse does.
        return before.isPresent() && now.isPresent() && !before.equals(now) ? OTHER_LIFE : READY;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
