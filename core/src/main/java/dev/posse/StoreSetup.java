package dev.posse;

import dev.posse.admin.DocumentCreation;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.Subject;
import dev.posse.recovery.IncarnationGuard;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What says that a store was set up, and on which life of its data: the incarnation document, which persons write. */
final class StoreSetup {

    private StoreSetup() {}

    static String initialize(CasKeyValueStore store) {
        // A person does this once, without a node: there is no clock and there are no dice to be handed in, and
        // nothing of the protocol depends on either.
        Incarnation fresh = new Incarnation(
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                store.incarnation(),
                UnknownFields.NONE);
        quietRunner(store).run(Actor.ADMIN, DocumentCreation.begin(fresh, Subject.NONE));
        return incarnation(store).id();
    }

    static void confirm(CasKeyValueStore store) {
        Stored<Incarnation> read = NodeContext.understood(() -> Optional.of(store.getAll(List.of(Keys.INCARNATION)))
                        .flatMap(found -> Stored.in(found, Keys.INCARNATION, Incarnation::decode)))
                .orElseThrow(() -> new NotInitializedException(
                        "There is nothing to confirm: the document " + Keys.INCARNATION + " is gone"));
        Incarnation confirmed = new Incarnation(
                read.document().id(),
                read.document().since(),
                store.incarnation(),
                read.document().unknown());
        if (!(store.swap(Keys.INCARNATION, confirmed.encode(), read.version()) instanceof SwapResult.Swapped)) {
            throw new StoreException(
                    "The document " + Keys.INCARNATION + " was changed meanwhile and is not confirmed; look again");
        }
    }

    static Incarnation incarnation(CasKeyValueStore store) {
        Incarnation incarnation = NodeContext.understood(() ->
                        store.get(Keys.INCARNATION).map(entry -> Incarnation.decode(Keys.INCARNATION, entry.value())))
                .orElseThrow(() -> new NotInitializedException("This store holds no " + Keys.INCARNATION
                        + ". If it is new, set it up once with Posse.initialize(store) or ./posse init --store URI. If it"
                        + " has sold before, its data is gone: do not set it up before you know what became of it"));
        Optional<String> difference = IncarnationGuard.storeDifference(incarnation, store.incarnation());
        if (difference.isPresent()) {
            throw new DataLossException("This store is not opened: " + difference.get()
                    + " with Posse.confirm(store) or ./posse confirm --store URI");
        }
        return incarnation;
    }

    private static StepRunner quietRunner(CasKeyValueStore store) {
        return new StepRunner("init", store, PosseObserver.NONE, pause -> {}, System::nanoTime, Duration.ZERO);
    }
}
