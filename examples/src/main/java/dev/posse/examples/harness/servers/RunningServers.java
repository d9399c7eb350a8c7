package dev.posse.examples.harness.servers;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A database as far as its kind does not matter: its processes, and the strike that is on, one at a time. */
abstract class RunningServers implements Database {

    private final ServerGroup group;
    private final Set<DatabaseFault> possible;
    private @Nullable DatabaseFault strike;
    private @Nullable ServerProcess victim;

    RunningServers(ServerGroup group, Set<DatabaseFault> possible) {
        this.group = group;
        // In the order of the enum, so that a seed chooses the same in every JVM.
        this.possible = Collections.unmodifiableSet(EnumSet.copyOf(possible));
    }

    /** Those of whom chance chooses one. */
    abstract List<ServerProcess> candidates(DatabaseFault next);

    /** Starts a killed server again, in the part that it is to play now. */
    abstract void startAgain(ServerProcess killed);

    abstract boolean answers(ServerProcess server);

    /** Waits until the next strike may come. */
    abstract void awaitHealth();

    ServerGroup group() {
        return group;
    }

    @Override
    public final Set<DatabaseFault> strikes() {
        return possible;
    }

    @Override
    public final synchronized String strike(DatabaseFault next, RandomGenerator random) {
        if (!possible.contains(next)) {
            throw new IllegalArgumentException("This database does not take " + next + ", only " + possible);
        }
        if (strike != null) {
            throw new IllegalStateException(strike + " is on and to be mended before " + next);
        }
        // Who strikes a primary whose replica is not in step loses what was acknowledged.
        awaitHealth();
        List<ServerProcess> candidates = candidates(next);
        ServerProcess chosen = candidates.get(random.nextInt(candidates.size()));
        String whom =
                chosen + (next == DatabaseFault.FAILOVER ? ", a primary" : candidates.size() > 1 ? ", a replica" : "");
        strike = next;
        victim = chosen;
        if (next == DatabaseFault.STOP) {
            chosen.stop();
            return "SIGSTOP of " + whom;
        }
        chosen.kill();
        return "SIGKILL of " + whom;
    }

    @Override
    public final synchronized void mend() {
        ServerProcess struck = victim;
        if (struck == null) {
            return;
        }
        if (strike == DatabaseFault.STOP) {
            struck.goOn();
        } else if (!struck.isAlive()) {
            startAgain(struck);
        }
        ServerGroup.awaitAnswer(struck, this::answers);
        awaitHealth();
        // Not before: if this fails, there is still something to be mended.
        strike = null;
        victim = null;
    }

    @Override
    public final List<Long> pids() {
        return group.pids();
    }

    @Override
    public final void close() {
        group.close();
    }
}
