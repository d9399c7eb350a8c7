package dev.posse.examples.harness.servers;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A real database for a run: its processes on free loopback ports, its data in a temporary directory, in memory where there
 * are 2 GiB of it. Both are gone when it is closed, and when the JVM ends or is killed.
 *
 * <p>Safe for use by many threads.
 */
public interface Database extends AutoCloseable {

    /**
     * Returns the direct way, for who watches over the run.
     *
     * @return a store's URI, with time-outs of 1.5 s
     */
    String uri();

    /**
     * Makes a way to the database for one node, with proxies of its own.
     *
     * @return the open link; to be closed by the caller
     */
    FaultyLink openLink();

    /**
     * Says what can befall the servers without the loss of a write that was acknowledged.
     *
     * @return what {@link #inject} takes, in the order of the enum
     */
    Set<DatabaseFault> faults();

    /**
     * Waits until the database is healthy, and disturbs it; {@link #mend} ends it.
     *
     * @param fault one of {@link #faults}
     * @param random for the choice of the server
     * @return what was done to whom, with process id and port, in one line
     * @throws IllegalArgumentException if it is none of the faults
     * @throws IllegalStateException if the last fault has not been mended, or the database is not healthy
     */
    String inject(DatabaseFault fault, RandomGenerator random);

    /**
     * Ends the last fault and waits until the database is as healthy as before it, every replica included. Nothing to do
     * if there was none.
     *
     * @throws IllegalStateException if it does not become healthy within a minute
     */
    void mend();

    /**
     * Tells whether an older copy can be put in its place.
     *
     * @return whether {@link #keepCopy} and {@link #restoreCopy} do something
     */
    default boolean keepsCopies() {
        return false;
    }

    /** Copies all data as it stands now. */
    default void keepCopy() {
        throw new UnsupportedOperationException("This database keeps no copies");
    }

    /**
     * Kills the database, puts the copy in the place of its data, and starts it again: what was acknowledged since is gone.
     *
     * @return what was done, in a few words
     */
    default String restoreCopy() {
        throw new UnsupportedOperationException("This database keeps no copies");
    }

    /**
     * Lists the processes.
     *
     * @return ids of those that run, stopped ones included
     */
    List<Long> pids();

    /** Ends all processes and deletes the data. */
    @Override
    void close();
}
