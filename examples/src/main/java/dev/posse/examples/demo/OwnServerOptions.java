package dev.posse.examples.demo;

import dev.posse.examples.harness.servers.UserDatabase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a user's own database is started, stopped and killed, in the user's own words to the shell. */
final class OwnServerOptions {

    @Option(
            names = "--start",
            paramLabel = "CMD",
            description = "With --processes --store: starts your server, such as \"redis-server my.conf\"; done at the"
                    + " beginning if it does not answer, and after each --stop and --kill.")
    private @Nullable String start;

    @Option(
            names = "--stop",
            paramLabel = "CMD",
            description = "Ends your server in order, such as \"redis-cli shutdown\".")
    private @Nullable String stop;

    @Option(
            names = "--kill",
            paramLabel = "CMD",
            description = "Kills your server, such as \"kill -9 $(cat redis.pid)\".")
    private @Nullable String kill;

    boolean isEmpty() {
        return start == null && stop == null && kill == null;
    }

    boolean cannotBringBack() {
        return start == null && !isEmpty();
    }

    UserDatabase.Commands commands() {
        return new UserDatabase.Commands(
                Optional.ofNullable(start), Optional.ofNullable(stop), Optional.ofNullable(kill));
    }
}
