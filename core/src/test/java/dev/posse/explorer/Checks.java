package dev.posse.explorer;

import dev.posse.admin.BalanceChange;
import dev.posse.document.Account;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.purchase.Resolution;
import dev.posse.purchase.Verdict;
import dev.posse.recovery.Patrol;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What must hold in every state: the invariants, what was reported, and that recovery and logins, run by somebody fresh to
 * their end, leave clean books, whatever is still in flight.
 */
final class Checks {

    /** More operations than this and recovery counts as not terminating. */
    static final int RECOVERY_OPERATIONS = 200;

    private static final Instant LATER = Instant.parse("2026-01-01T01:00:00Z");

    private final Universe universe;
    private final Scenario scenario;
    private final Map<Integer, Books> books = new HashMap<>();
    private final Map<Integer, Optional<String>> now = new HashMap<>();
    private final Map<Visit, Aftermath> aftermaths = new HashMap<>();
    private final LongIntMap good = new LongIntMap();
    private final List<LongIntMap> goodReports = new ArrayList<>();

    /** What recovery and logins lead to: a store, or what went wrong. */
    private record Aftermath(int store, Optional<String> broken) {}

    private record Visit(int store, LockPolicy policy, Rescue rescue) {}

    /** In which order somebody fresh comes by. */
    private enum Rescue {
        PATROL_FIRST,
        LOGIN_FIRST
    }

    Checks(Universe universe, Scenario scenario) {
        this.universe = universe;
        this.scenario = scenario;
        scenario.actors().forEach(actor -> goodReports.add(new LongIntMap()));
    }

    Optional<String> check(int[] state, int flights) {
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state[2 + actor]);
            String name = scenario.actors().get(actor).name();
            if (value.kind == ActorValue.Kind.ALARM) {
                return Optional.of("invariant 5: " + name + " raises total failure");
            } else if (!value.memory.thrown().isEmpty()) {
                return Optional.of(name + " " + value.memory.thrown());
            }
        }
        return isKnownGood(state, flights) ? Optional.empty() : checkAll(state, flights);
    }

    /** Whether this store, these writes in flight and these reports were found good together before. */
    private boolean isKnownGood(int[] state, int flights) {
        if (good.get((long) state[0] << 32 | flights) == LongIntMap.NONE) {
            return false;
        }
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            if (universe.value(state[2 + actor]).kind == ActorValue.Kind.ENDED
                    && goodReports.get(actor).get(reportKey(state[0], flights, state[2 + actor])) == LongIntMap.NONE) {
                return false;
            }
        }
        return true;
    }

    /** Stores, sets of flights and values are each fewer than 2^21. */
    private static long reportKey(int store, int flights, int value) {
        return (long) store << 42 | (long) flights << 21 | value;
    }

    private Optional<String> checkAll(int[] state, int flights) {
        Optional<String> broken =
                now.computeIfAbsent(state[0], store -> books(store).brokenNow());
        if (broken.isEmpty()) {
            broken = brokenReport(state, state[0]);
        }
        for (LockPolicy policy : LockPolicy.values()) {
            for (Rescue rescue : Rescue.values()) {
                if (broken.isEmpty()) {
                    broken = brokenLater(state, state[0], flights, policy, rescue);
                }
            }
        }
        if (broken.isEmpty()) {
            good.put((long) state[0] << 32 | flights, 1);
            for (int actor = 0; actor < scenario.actors().size(); actor++) {
                goodReports.get(actor).put(reportKey(state[0], flights, state[2 + actor]), 1);
            }
        }
        return broken;
    }

    /** Everybody dies, somebody fresh comes by, and then each write that is still in flight lands or never does. */
    private Optional<String> brokenLater(int[] state, int store, int flights, LockPolicy policy, Rescue rescue) {
        Aftermath aftermath = aftermath(store, policy, rescue);
        if (aftermath.broken().isPresent()) {
            return aftermath.broken().map(what -> what + " (everybody dies; then " + rescue + ", " + policy + ")");
        }
        Optional<String> broken = brokenReport(state, aftermath.store())
                .map(what -> what + " (everybody dies; then " + rescue + ", " + policy + ")");
        for (int flight : universe.flightsIn(flights)) {
            if (broken.isEmpty() && universe.lands(universe.flightOf(flight), aftermath.store())) {
                int landed = universe.with(
                        aftermath.store(),
                        universe.flightOf(flight).key(),
                        universe.flightOf(flight).after());
                broken = brokenLater(state, landed, universe.without(flights, flight), policy, rescue)
                        .map(what -> what + " (after a write in flight has landed)");
            }
        }
        return broken;
    }

    private Aftermath aftermath(int store, LockPolicy policy, Rescue rescue) {
        Visit key = new Visit(store, policy, rescue);
        Aftermath known = aftermaths.get(key);
        if (known == null) {
            known = rescue(store, policy, rescue);
            aftermaths.put(key, known);
        }
        return known;
    }

    private Aftermath rescue(int store, LockPolicy policy, Rescue rescue) {
        List<Step<?>> rescuers = new ArrayList<>();
        List<Step<?>> patrols = books(store).campaignIds().stream()
                .map(campaign -> Patrol.begin(new Patrol.Beat(campaign, "rescuer", LATER)))
                .collect(Collectors.toList());
        if (rescue == Rescue.PATROL_FIRST) {
            rescuers.addAll(patrols);
        }
        books(store).accountIds().stream()
                .map(account ->
                        LockResolver.resolve(new LockResolver.Job(account, policy, Optional.empty(), "rescuer", LATER)))
                .forEach(rescuers::add);
        rescuers.addAll(patrols);
        int current = store;
        for (Step<?> rescuer : rescuers) {
            Aftermath done = runToEnd(rescuer, current);
            if (done.broken().isPresent()) {
                return done;
            }
            current = done.store();
        }
        return new Aftermath(current, books(current).brokenAfterwards());
    }

    private Aftermath runToEnd(Step<?> first, int store) {
        ActorValue value = universe.value(first);
        int current = store;
        for (int operation = 0; operation < RECOVERY_OPERATIONS; operation++) {
            if (value.kind == ActorValue.Kind.ALARM) {
                return new Aftermath(current, Optional.of("invariant 5: total failure"));
            } else if (!value.memory.thrown().isEmpty()) {
                return new Aftermath(current, Optional.of("recovery " + value.memory.thrown()));
            } else if (value.kind == ActorValue.Kind.ENDED) {
                return new Aftermath(current, Optional.empty());
            } else if (value.kind == ActorValue.Kind.READ) {
                value = value.afterReading(value.toRead[0], universe.at(current, value.toRead[0]));
            } else if (universe.lands(value.write, current)) {
                current = universe.with(current, value.write.key(), value.write.after());
                value = value.afterHappened();
            } else {
                value = value.afterRefused();
            }
        }
        return new Aftermath(
                current, Optional.of("liveness: recovery takes more than " + RECOVERY_OPERATIONS + " operations"));
    }

    private Books books(int store) {
        return books.computeIfAbsent(
                store,
                fresh -> new Books(
                        universe.content(fresh).stream().map(Books::decode).collect(Collectors.toList())));
    }

    private Optional<String> brokenReport(int[] state, int store) {
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            Scenario.Actor reporter = scenario.actors().get(actor);
            Optional<String> broken = universe.value(state[2 + actor])
                    .result()
                    .flatMap(result -> untruth(reporter, result, books(store)));
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> untruth(Scenario.Actor actor, Object result, Books books) {
        boolean untrue;
        if (result instanceof Verdict.Bought bought) {
            untrue = books.claim(claim -> claim.purchaseId().equals(actor.purchaseId())
                            && claim.account().equals(actor.account())
                            && claim.slot() == bought.slot()
                            && claim.price() == bought.price())
                    .isEmpty();
        } else if (result instanceof Verdict.NotBought) {
            untrue = books.claim(claim -> actor.promise() == Scenario.Promise.THE_PURCHASE
                            ? claim.purchaseId().equals(actor.purchaseId())
                                    && claim.account().equals(actor.account())
                            : claim.attemptId().equals(actor.attemptId()))
                    .isPresent();
        } else if (result instanceof Resolution.Sold sold) {
            untrue = books.claim(claim -> claim.sameFacts(sold.claim())).isEmpty();
        } else if (result instanceof Resolution.Cleared cleared) {
            untrue = books.claim(
                            claim -> claim.attemptId().equals(cleared.lock().attemptId()))
                    .isPresent();
        } else if (result instanceof BalanceChange.Result.Moved) {
            untrue = books.account(actor.account())
                    .flatMap((Account account) -> account.movement(actor.purchaseId()))
                    .isEmpty();
        } else {
            untrue = false;
        }
        return untrue
                ? Optional.of(
                        "invariant 4: " + actor.name() + " has reported " + result + ", which is not true (any more)")
                : Optional.empty();
    }
}
