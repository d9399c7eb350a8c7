package dev.posse.patrol;

import dev.posse.dataset.LossDetector;
import dev.posse.dataset.NodeMemory;
import dev.posse.dataset.ReportedSales;
import dev.posse.document.Campaign;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.KeyReader;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.recovery.Patrol;
import dev.posse.recovery.Patrol.PatrolTarget;
import dev.posse.recovery.Patrol.Report;
import dev.posse.recovery.UnsettledSales;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Sleeper;
import dev.posse.step.Step;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Walks the patrols of many campaigns from R0 to R2 at the same time: what they read is read in one round trip for all, and
 * they wait one grace. The steps are those of one {@link Patrol} alone; where something is found that has to be finished, its
 * patrol is handed on to be walked to its end by itself.
 */
final class CampaignScan {

    private final String node;
    private final PatrolSchedule schedule;
    private final PatrolEvents events;
    private final PatrolFindings findings;
    private final NodeMemory memory;
    private final LossDetector detector;
    private final LossResponse losses;
    private final KeyReader reads;
    private final Sleeper sleeper;
    private final Duration grace;

    CampaignScan(
            String node,
            PatrolSchedule schedule,
            PatrolEvents events,
            PatrolFindings findings,
            NodeMemory memory,
            LossResponse losses,
            KeyReader reads,
            Sleeper sleeper,
            Duration grace) {
        this.node = node;
        this.schedule = schedule;
        this.events = events;
        this.findings = findings;
        this.memory = memory;
        this.detector = losses.detector();
        this.losses = losses;
        this.reads = reads;
        this.sleeper = sleeper;
        this.grace = grace;
    }

    /** A patrol under way. */
    static final class Walk {

        private final CampaignState state;
        private final LossDetector.CampaignLookup look;
        private Next<Report> next;
        private boolean isOver;

        Walk(CampaignState state, LossDetector.CampaignLookup look, Next<Report> first) {
            this.state = state;
            this.look = look;
            this.next = first;
        }

        CampaignState state() {
            return state;
        }

        /** Where it stands, if it goes on. */
        Optional<Step<Report>> step() {
            return !isOver && next instanceof Step<Report> step ? Optional.of(step) : Optional.empty();
        }

        private List<String> keys() {
            return step().map(Step::operation)
                    .filter(Operation.Read.class::isInstance)
                    .map(operation -> ((Operation.Read) operation).keys())
                    .orElse(List.of());
        }
    }

    /** Walks as far as R2.look, and returns the patrols that go on from there: each of them has a claim to settle. */
    List<Walk> of(Collection<CampaignState> due, Instant now) {
        List<Walk> walks = due.stream().map(state -> begin(state, now)).toList();
        List<Walk> begun = read(walks, true, now);
        // R1, and R1.run where something is found.
        List<Walk> waiting = read(read(begun, false, now), false, now).stream()
                .filter(walk -> walk.step().isPresent())
                .toList();
        if (!waiting.isEmpty()) {
            sleeper.pause(grace);
            waiting.forEach(walk -> take(walk, new Answer.Continued(), now));
        }
        List<Walk> found = read(waiting, false, now).stream()
                .filter(walk -> walk.step().isPresent())
                .filter(walk -> !isLeft(walk))
                .toList();
        found.forEach(walk -> walk.step()
                .flatMap(UnsettledSales::at)
                .ifPresent(sales -> findings.unsettled(walk.state.campaign(), sales)));
        walks.stream().filter(walk -> !walk.isOver && !found.contains(walk)).forEach(walk -> {
            findings.well(walk.state.campaign());
            schedule.schedule(walk.state, now);
        });
        return found;
    }

    /**
     * A campaign that has moved during the grace: somebody is alive, and what is claimed there now waits for the next scan. On
     * a busy campaign something always is.
     */
    private static boolean isLeft(Walk walk) {
        return walk.step().filter(Patrol::isBeginning).isPresent();
    }

    private Walk begin(CampaignState state, Instant now) {
        // Told sales are looked for in the campaign's turn: a look for the sake of a slot is to cost little.
        ReportedSales.Lookup sales = memory.sales().ask(state.isItsTurn() ? state.campaign() : "");
        return new Walk(
                state,
                detector.lookup(state.campaign(), sales),
                Patrol.begin(new PatrolTarget(state.campaign(), node, now, state.last())));
    }

    /** Lets those that want to read do so, all in one round trip. */
    private List<Walk> read(List<Walk> walks, boolean isFirst, Instant now) {
        List<Walk> reading =
                walks.stream().filter(walk -> !walk.keys().isEmpty()).toList();
        if (!reading.isEmpty()) {
            List<String> keys = new ArrayList<>();
            reading.forEach(walk -> keys.addAll(walk.keys()));
            if (isFirst) {
                reading.forEach(walk -> keys.addAll(walk.look.keys()));
            }
            Reading answers = reads.read(keys);
            List<Campaign> seen = new ArrayList<>();
            for (Walk walk : reading) {
                guarded(walk, now, () -> {
                    List<String> own = walk.keys();
                    boolean fellBack = isFirst && fellBack(walk, answers);
                    note(walk, answers, now).ifPresent(seen::add);
                    memory.slots().saw(walk.state.campaign(), walk.state.last() + 1, answers);
                    if (fellBack || walk.state.isCleared()) {
                        walk.next = nothingToDo(walk);
                    } else {
                        take(walk, answer(own, answers), now);
                    }
                });
            }
            losses.stopOpenOnes(seen);
        }
        return walks.stream().filter(walk -> !walk.isOver).toList();
    }

    /** Compares with what this node knows of the campaign; one that fell back is not patrolled this time. */
    private boolean fellBack(Walk walk, Reading answers) {
        if (walk.state.isItsTurn()) {
            String trouble = walk.look.keys().stream()
                    .flatMap(key -> answers.failure(key).map(e -> key + ": " + e.getMessage()).stream())
                    .collect(Collectors.joining("; "));
            if (walk.state.isNewsOfSales(trouble)) {
                events.failed(walk.state.campaign(), trouble);
            }
        }
        return walk.look.isSuspicious(answers) && losses.look(walk.state.campaign(), reads);
    }

    /** Takes note of where the campaign stands, as far as that is known. */
    private Optional<Campaign> note(Walk walk, Reading answers, Instant now) {
        Key<Campaign> key = Key.campaign(walk.state.campaign());
        if (!answers.isKnown(key.name())) {
            return Optional.empty();
        }
        Optional<Campaign> read = answers.document(key).map(Stored::document);
        read.ifPresent(memory.highest()::saw);
        walk.state.saw(read.map(Campaign::lastPurchasedSlot).orElse(0L), now);
        return read;
    }

    private static Next<Report> nothingToDo(Walk walk) {
        return new End<>(new Report(Patrol.Ending.QUIET, List.of(), walk.state.last()));
    }

    /** What the store would have answered to this walk alone: one key without an answer, and the read has failed. */
    private static Answer answer(List<String> own, Reading answers) {
        return own.stream()
                .flatMap(key -> answers.failure(key).stream())
                .findFirst()
                .<Answer>map(Answer.Failed::new)
                .orElseGet(() -> new Answer.Found(answers.found(own)));
    }

    private void take(Walk walk, Answer answer, Instant now) {
        guarded(walk, now, () -> walk.next = walk.step().orElseThrow().on(answer));
    }

    private void guarded(Walk walk, Instant now, Runnable action) {
        if (walk.isOver) {
            return;
        }
        try {
            action.run();
        } catch (DataLossException e) {
            throw e;
        } catch (Throwable e) {
            walk.isOver = true;
            failed(walk, e, now);
        }
    }

    /** Whatever is wrong with one campaign must not keep the posse from the others. */
    void failed(Walk walk, Throwable trouble, Instant now) {
        findings.unreadable(walk.state.campaign());
        if (trouble instanceof DocumentException) {
            // It will not mend itself: it is looked at, and said again, in its turn.
            events.failed(walk.state.campaign(), PatrolEvents.problem(trouble));
            schedule.schedule(walk.state, now);
        } else {
            say(walk, PatrolEvents.problem(trouble), now);
        }
    }

    /** Says what is in the way, once as long as it is the same, and comes again soon. */
    private void say(Walk walk, String problem, Instant now) {
        if (walk.state.failed(problem, now)) {
            events.failed(walk.state.campaign(), problem);
        }
    }
}
