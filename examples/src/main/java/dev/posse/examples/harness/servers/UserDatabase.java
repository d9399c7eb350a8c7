package dev.posse.examples.harness.servers;

import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A database of the user's own: found by its URI alone, and started, stopped and killed by the user's own commands. Nodes go
 * there directly, since nobody knows what a proxy on the way would have to understand.
 */
public final class UserDatabase implements Database {

    private static final long LONGEST_COMMAND_SECONDS = 60;

    private final String uri;
    private final Commands commands;
    private final Path log;
    private @Nullable DatabaseFault fault;
    private @Nullable Process server;
    private boolean ours;

    /**
     * Commands for the shell, each empty if it was not given.
     *
     * @param start starts the server, in the foreground or in the background, and returns when it likes
     * @param stop ends it in order
     * @param kill ends it as a crash does
     */
    public record Commands(Optional<String> start, Optional<String> stop, Optional<String> kill) {}

    private UserDatabase(String uri, Commands commands, Path log) {
        this.uri = uri;
        this.commands = commands;
        this.log = log;
    }

    /**
     * Takes the database as it is, or starts it if it does not answer and there is a command for that.
     *
     * @param uri of its store
     * @param commands of the user
     * @param log what the commands say is appended to it
     * @return the database; it is stopped in the end if it was started here
     * @throws StoreException if it does not answer
     * @throws IllegalArgumentException if no store has such a URI
     */
    public static UserDatabase at(String uri, Commands commands, Path log) {
        UserDatabase database = new UserDatabase(uri, commands, log);
        if (commands.start().isEmpty()) {
            CasKeyValueStore.open(uri).close();
        } else if (!database.answers()) {
            database.ours = true;
            database.start();
        }
        return database;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public FaultyLink openLink() {
        return FaultyLink.without(uri);
    }

    @Override
    public Set<DatabaseFault> faults() {
        Set<DatabaseFault> possible = EnumSet.noneOf(DatabaseFault.class);
        if (commands.start().isPresent()) {
            commands.kill().ifPresent(unused -> possible.add(DatabaseFault.RESTART));
            commands.stop().ifPresent(unused -> possible.add(DatabaseFault.SHUTDOWN));
        }
        return Collections.unmodifiableSet(possible);
    }

    @Override
    public synchronized String inject(DatabaseFault next, RandomGenerator random) {
        if (!faults().contains(next)) {
            throw new IllegalArgumentException("This database does not take " + next + ", only " + faults());
        }
        if (fault != null) {
            throw new IllegalStateException(fault + " is on and to be mended before " + next);
        }
        String command = (next == DatabaseFault.RESTART ? commands.kill() : commands.stop()).orElseThrow();
        fault = next;
        run(command);
        return command;
    }

    @Override
    public synchronized void mend() {
        if (fault != null) {
            start();
            // Not before: if this fails, there is still something to be mended.
            fault = null;
        }
    }

    private void start() {
        String command = commands.start().orElseThrow();
        Process started = launch(command);
        server = started;
        Await.until(
                "an answer of the database after: " + command,
                () -> {
                    if (!started.isAlive() && started.exitValue() != 0) {
                        throw new StoreException(command + " ended with " + started.exitValue() + "; see " + log);
                    }
                    return answers();
                },
                () -> "see " + log);
    }

    private boolean answers() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            // Any read will do: some stores are open before their server is.
            Optional<Entry> unused = store.get(Keys.INCARNATION);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private void run(String command) {
        Process running = launch(command);
        try {
            if (!running.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new IllegalStateException(command + " has not ended after " + LONGEST_COMMAND_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + command, e);
        }
        if (running.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + running.exitValue() + "; see " + log);
        }
    }

    private Process launch(String command) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ProcessBuilder(Executable.command("sh", "dash", List.of("-c", command)))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run: " + command, e);
        }
    }

    /** Of a user's own processes nothing is known. */
    @Override
    public List<Long> pids() {
        return List.of();
    }

    /** Stops what was started here, and leaves anything else, and all data, as it is. */
    @Override
    public synchronized void close() {
        if (ours) {
            ours = false;
            commands.stop().or(commands::kill).ifPresent(this::run);
            Process foreground = server;
            if (foreground != null) {
                foreground.destroy();
            }
        }
    }
}
