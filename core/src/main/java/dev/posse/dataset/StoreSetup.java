package dev.posse.dataset;

import dev.posse.admin.DocumentCreation;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.Subject;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What says that a store was set up, and on which life of its data: the incarnation document, which persons write. */
public final class StoreSetup {

    private StoreSetup() {}

    /**
     * Writes the mark, unless it is there.
     *
     * @param store to be set up
     * @param id a fresh one, for this data set
     * @param now when it is set up
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written
     * @throws StoreException if the store does not answer
     */
    public static void initialize(CasKeyValueStore store, String id, Instant now) {
        Incarnation fresh = new Incarnation(id, now, store.incarnation(), UnknownFields.NONE);
        new StepRunner("init", store, PosseObserver.NONE, pause -> {}, System::nanoTime, Duration.ZERO)
                .run(Actor.ADMIN, DocumentCreation.begin(fresh, Subject.NONE));
    }

    /**
     * Reads the mark.
     *
     * @param store to look at
     * @return the mark, or empty if the store was never set up or has lost what it held
     * @throws DocumentException if it cannot be understood
     * @throws StoreException if the store does not answer
     */
    public static Optional<Stored<Incarnation>> read(CasKeyValueStore store) {
        return Key.incarnation().in(store.getAll(List.of(Keys.INCARNATION)));
    }

    /**
     * Says what speaks against selling on a data set: what a confirmation would overrule.
     *
     * @param read the mark as it stands
     * @param store what the store says of the life of its data
     * @return the reasons; none if there is nothing to confirm
     */
    public static List<String> objections(Incarnation read, Optional<String> store) {
        List<String> objections = new ArrayList<>();
        read.objection().ifPresent(objections::add);
        IncarnationGuard.storeDifference(read, store).ifPresent(objections::add);
        return List.copyOf(objections);
    }

    /**
     * Writes that a person has confirmed the data set.
     *
     * @param store whose data set it is
     * @param read the mark that the person has seen
     * @param now when it is confirmed
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was written
     * @throws StoreException if the store does not answer, or the mark is another one by now
     */
    public static void confirm(CasKeyValueStore store, Stored<Incarnation> read, Instant now) {
        Incarnation confirmed = read.document().confirmed(now, store.incarnation());
        if (!(store.swap(Keys.INCARNATION, confirmed.encode(), read.version()) instanceof SwapResult.Swapped)) {
            throw new StoreException(
                    "The document " + Keys.INCARNATION + " was changed meanwhile and is not confirmed; look again");
        }
    }
}
