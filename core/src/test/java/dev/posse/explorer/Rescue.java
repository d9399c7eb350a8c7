package dev.posse.explorer;

import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign.Status;
import dev.posse.purchase.HighestSettled;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.recovery.Patrol;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody fresh who comes by after everybody has died: patrols and logins, run to their end, undisturbed. */
final class Rescue {

    /** More operations than this, and a patrol or a login counts as not terminating. */
    static final int OPERATIONS = 200;

    private static final Instant LATER = Instant.parse("2026-01-01T01:00:00Z");

    private final Universe universe;

    /** By way and store: the store that follows, plus one; 0 where that is not known. */
    private final Map<Way, int[]> known = new EnumMap<>(Way.class);

    /** In which order, and with which policy for locks. */
    enum Way {
        PATROL_THEN_COMPLETE(LockPolicy.COMPLETE, "a patrol, then logins that complete, then a patrol again"),
        LOGIN_COMPLETE(LockPolicy.COMPLETE, "logins that complete, then a patrol"),
        PATROL_THEN_CANCEL(LockPolicy.CANCEL, "a patrol, then logins that cancel, then a patrol again"),
        LOGIN_CANCEL(LockPolicy.CANCEL, "logins that cancel, then a patrol");

        private final LockPolicy policy;
        private final String who;

        Way(LockPolicy policy, String who) {
            this.policy = policy;
            this.who = who;
        }

        private boolean beginsWithPatrol() {
            return this == PATROL_THEN_COMPLETE || this == PATROL_THEN_CANCEL;
        }
    }

    /** What it leads to: a store, or what went wrong. */
    record Aftermath(int store, Optional<String> broken) {}

    private record Rescuer(String name, Step<?> first) {}

    Rescue(Universe universe) {
        this.universe = universe;
    }

    Aftermath after(int store, Way way) {
        int[] stores = known.computeIfAbsent(way, fresh -> new int[1 << 10]);
        if (store < stores.length && stores[store] != 0) {
            return new Aftermath(stores[store] - 1, Optional.empty());
        }
        Aftermath aftermath = run(store, way, Optional.empty());
        if (aftermath.broken().isEmpty()) {
            if (store >= stores.length) {
                stores = Arrays.copyOf(stores, Math.max(store + 1, stores.length * 2));
                known.put(way, stores);
            }
            stores[store] = aftermath.store() + 1;
        }
        return aftermath;
    }

    /** What is done on the way, for a history. */
    List<Move> moves(int store, Way way) {
        List<Move> moves = new ArrayList<>();
        moves.add(Move.remark("everybody dies; somebody fresh comes by: " + way.who));
        run(store, way, Optional.of(moves));
        return moves;
    }

    private Aftermath run(int store, Way way, Optional<List<Move>> moves) {
        StoreContent books = universe.books(store);
        List<Rescuer> rescuers = new ArrayList<>();
        if (way.beginsWithPatrol()) {
            rescuers.addAll(patrols(books.campaignIds()));
        }
        books.accountIds()
                .forEach(account -> rescuers.add(new Rescuer(
                        "login " + account,
                        LockResolver.resolve(new LockResolver.Request(
                                account, way.policy, Optional.empty(), "rescuer", LATER, HighestSettled.NOTHING)))));
        rescuers.addAll(patrols(books.campaignIds()));
        Aftermath done = run(rescuers, store, moves);
        if (done.broken().isPresent()) {
            return done;
        }
        Optional<String> broken = universe.books(done.store()).brokenAfterwards();
        return broken.isPresent() ? new Aftermath(done.store(), broken) : reopened(done.store(), moves);
    }

    /**
     * Nobody settles the sales of a stopped campaign before a person has looked. When one has, and opens it again, a patrol
     * settles them, and nothing is left: that this can be done is looked at, and is not what happens next.
     */
    private Aftermath reopened(int store, Optional<List<Move>> moves) {
        StoreContent books = universe.books(store);
        List<Rescuer> rescuers = new ArrayList<>();
        books.campaignIds().stream().filter(books::isStopped).forEach(campaign -> {
            rescuers.add(new Rescuer(
                    "reopener of " + campaign, StatusChange.begin(campaign, Status.OPEN, Optional.empty())));
            rescuers.addAll(patrols(List.of(campaign)));
        });
        Aftermath done = run(rescuers, store, moves);
        if (done.broken().isPresent()) {
            return done;
        }
        return new Aftermath(
                store,
                rescuers.isEmpty()
                        ? Optional.empty()
                        : universe.books(done.store()).brokenAfterwards());
    }

    private static List<Rescuer> patrols(List<String> campaigns) {
        return campaigns.stream()
                .map(campaign -> new Rescuer(
                        "patrol " + campaign, Patrol.begin(new Patrol.PatrolTarget(campaign, "rescuer", LATER))))
                .toList();
    }

    private Aftermath run(List<Rescuer> rescuers, int store, Optional<List<Move>> moves) {
        Aftermath done = new Aftermath(store, Optional.empty());
        for (Rescuer rescuer : rescuers) {
            if (done.broken().isEmpty()) {
                done = run(rescuer, done.store(), moves);
            }
        }
        return done;
    }

    private Aftermath run(Rescuer rescuer, int store, Optional<List<Move>> moves) {
        ActorValue value = universe.value(rescuer.first());
        int current = store;
        for (int operation = 0; operation < OPERATIONS; operation++) {
            if (value.kind == ActorValue.Kind.ENDED) {
                return new Aftermath(current, Optional.empty());
            } else if (value.kind == ActorValue.Kind.ALARM) {
                return new Aftermath(current, Optional.of("invariant 5: total failure"));
            } else if (value.kind == ActorValue.Kind.THREW) {
                return new Aftermath(current, Optional.of("recovery " + value.memory.thrown()));
            }
            Event event = value.kind == ActorValue.Kind.READ ? Event.READ : Event.TRUE;
            int key = event == Event.READ ? value.toRead[0] : 0;
            if (moves.isPresent()) {
                moves.get().add(Move.of(universe, rescuer.name(), value, current, event, key, 0));
            }
            if (event == Event.READ) {
                value = value.afterReading(key, universe.at(current, key));
            } else {
                boolean lands = universe.lands(value.write, current);
                current = lands ? universe.with(current, value.write.key(), value.write.after()) : current;
                value = value.after(event, lands);
            }
        }
        return new Aftermath(current, Optional.of("liveness: recovery takes more than " + OPERATIONS + " operations"));
    }
}
