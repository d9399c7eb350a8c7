package dev.posse.patrol;

import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.document.WakeUps;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the other nodes of a campaign that was quiet, before something is sold there, and hears of theirs: where there are so many campaigns that quiet ones are
 * patrolled rarely, nobody else would know of the sale if this node died in the middle of it. It hinders no sale and no patrol: whatever is in its way is said, and
 * the campaign waits for its turn.
 */
final class SharedWakeUps {

    private static final Key<WakeUps> KEY = Key.wakeUps();

    /** How often others are heard. */
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** How long a buyer waits for those who are at it. */
    private static final Duration WAIT_LIMIT = Duration.ofMillis(200);

    private static final int TRIES = 8;

    private final CasKeyValueStore store;
    private final PatrolSchedule schedule;
    private final PatrolEvents events;

    /** Whoever has it tells for all. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private volatile Optional<Stored<WakeUps>> last = Optional.empty();
    private volatile String trouble = "";
    private long heard;
    private Instant due = Instant.MIN;

    SharedWakeUps(CasKeyValueStore store, PatrolSchedule schedule, PatrolEvents events) {
        this.store = store;
        this.schedule = schedule;
        this.events = events;
    }

    /** By the buyer's thread: returns when the others can know, or when that would take too long. */
    void tell(String campaign, Instant now) {
        if (!schedule.isUnheardOf(campaign, now)) {
            return;
        }
        untold.add(campaign);
        try {
            if (turn.tryLock(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    guarded(() -> write(campaign, now));
                } finally {
                    turn.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String campaign, Instant now) {
        for (int tries = 0; tries < TRIES && untold.contains(campaign); tries++) {
            List<String> some = untold.stream().limit(WakeUps.MOST).toList();
            Optional<Stored<WakeUps>> before = last;
            WakeUps next = before.map(Stored::document).orElse(WakeUps.NONE).with(some);
            Optional<Version> written = write(before, next);
            if (written.isPresent()) {
                last = written.map(version -> Stored.written(next, version));
                some.forEach(id -> schedule.heardOf(id, now));
                some.forEach(untold::remove);
            } else {
                last = read();
            }
        }
    }

    private Optional<Version> write(Optional<Stored<WakeUps>> before, WakeUps next) {
        try {
            if (before.isPresent()) {
                return store.swap(next.key(), next.encode(), before.get().version())
                                instanceof SwapResult.Swapped swapped
                        ? Optional.of(swapped.version())
                        : Optional.empty();
            }
            return store.add(next.key(), next.encode()) instanceof AddResult.Added added
                    ? Optional.of(added.version())
                    : Optional.empty();
        } catch (OutcomeUnknownException e) {
            // Told twice is told as well.
            return Optional.empty();
        }
    }

    private Optional<Stored<WakeUps>> read() {
        return store.get(KEY.name()).map(KEY::of);
    }

    /** By the thread that patrols. */
    void hear(Instant now) {
        if (due.isAfter(now) || !schedule.isQuietRare()) {
            return;
        }
        due = now.plus(INTERVAL);
        guarded(() -> {
            Optional<Stored<WakeUps>> read = read();
            last = read;
            WakeUps all = read.map(Stored::document).orElse(WakeUps.NONE);
            for (String campaign : all.since(heard)) {
                schedule.wake(campaign);
                schedule.heardOf(campaign, now);
            }
            heard = all.count();
        });
    }

    void hurry(Instant now) {
        due = now;
    }

    /** Says what is in the way, once as long as it is the same. */
    private void guarded(Runnable action) {
        try {
            action.run();
            trouble = "";
        } catch (DataLossException e) {
            // Whoever asked goes on to read, and finds it.
            return;
        } catch (RuntimeException e) {
            String problem = e instanceof DocumentException
                    ? PatrolEvents.problem(e)
                    : KEY.name() + ": " + PatrolEvents.problem(e);
            if (!problem.equals(trouble)) {
                trouble = problem;
                events.failed(problem, Duration.ZERO);
            }
        }
    }
}
