package dev.posse.examples.harness.servers;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A database as far as its kind does not matter: its processes, and the fault that is on, one at a time. */
abstract class RunningServers implements Database {

    private final ServerGroup group;
    private final Set<DatabaseFault> possible;
    private @Nullable DatabaseFault fault;
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

    /** Waits until the next fault may come. */
    abstract void awaitHealth();

    abstract boolean isOneServer();

    ServerGroup group() {
        return group;
    }

    @Override
    public final Set<DatabaseFault> faults() {
        return possible;
    }

    @Override
    public final synchronized String inject(DatabaseFault next, RandomGenerator random) {
        if (!possible.contains(next)) {
            throw new IllegalArgumentException("This database does not take " + next + ", only " + possible);
        }
        if (fault != null) {
            throw new IllegalStateException(fault + " is on and to be mended before " + next);
        }
        // Who disturbs a primary whose replica is not in step loses what was acknowledged.
        awaitHealth();
        List<ServerProcess> candidates = candidates(next);
        ServerProcess chosen = candidates.get(random.nextInt(candidates.size()));
        String whom = chosen + (isOneServer() ? "" : next.isOfPrimary() ? ", a primary" : ", a replica");
        fault = next;
        victim = chosen;
        return switch (next) {
            case STOP, HANG -> {
                chosen.stop();
                yield "SIGSTOP of " + whom;
            }
            case FULL -> {
                fill(chosen);
                yield "no more memory for " + whom;
            }
            case RESHARD -> reshard(chosen, random);
            default -> {
                chosen.kill();
                yield "SIGKILL of " + whom;
            }
        };
    }

    /** Leaves a server no room. */
    void fill(ServerProcess server) {
        RedisServers.configure(server, "maxmemory", "1");
    }

    /** Gives it room again. */
    void makeRoom(ServerProcess server) {
        RedisServers.configure(server, "maxmemory", "0");
    }

    /** Begins to move what a server holds to another one; gives what was begun, in one line. */
    String reshard(ServerProcess from, RandomGenerator random) {
        throw new IllegalArgumentException("There is nowhere to move what " + from + " holds");
    }

    /** Ends what {@link #reshard} has begun. */
    void endReshard() {}

    /** Waits until another one has taken the place of a primary that hangs. */
    void awaitReplaced(ServerProcess hanging) {
        throw new IllegalArgumentException("Nobody takes the place of " + hanging);
    }

    @Override
    public final synchronized void mend() {
        ServerProcess disturbed = victim;
        if (disturbed == null) {
            return;
        }
        if (fault == DatabaseFault.STOP) {
            disturbed.goOn();
        } else if (fault == DatabaseFault.HANG) {
            awaitReplaced(disturbed);
            disturbed.goOn();
        } else if (fault == DatabaseFault.FULL) {
            makeRoom(disturbed);
        } else if (fault == DatabaseFault.RESHARD) {
            endReshard();
        } else if (!disturbed.isAlive()) {
            startAgain(disturbed);
        }
        ServerGroup.awaitAnswer(disturbed, this::answers);
        awaitHealth();
        // Not before: if this fails, there is still something to be mended.
        fault = null;
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
