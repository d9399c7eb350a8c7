package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Ends what is left when this JVM is killed, and can end nothing itself: a shell that is told what runs, and hears the end of the
 * JVM as the end of its standard input. It kills by SIGKILL, which stopped processes obey, too.
 */
public final class Guardian {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            set --
            while read -r what rest; do
              case $what in
                runs) pids="$pids$rest " ;;
                ended) case $pids in *" $rest "*) pids="${pids%% $rest *} ${pids#* $rest }" ;; esac ;;
                directory) set -- "$@" "$rest" ;;
              esac
            done
            [ "$pids" = ' ' ] || kill -KILL $pids 2>/dev/null
            [ $# = 0 ] || rm -rf -- "$@"
            """;

    private static Optional<Guardian> only = Optional.empty();

    private final Writer told;

    private Guardian(Process shell) {
        this.told = shell.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Has a process of this JVM killed when the JVM is gone, if it still runs then.
     *
     * @param child of this JVM
     */
    public static void watch(Process child) {
        tell("runs " + child.pid());
        var unused = child.onExit().thenRun(() -> tell("ended " + child.pid()));
    }

    /** Has a directory of this JVM deleted when the JVM is gone. */
    static void remove(Path directory) {
        tell("directory " + directory.toAbsolutePath());
    }

    private static synchronized void tell(String line) {
        try {
            Guardian guardian = only.isPresent() ? only.get() : started();
            only = Optional.of(guardian);
            guardian.told.write(line + "\n");
            guardian.told.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The guardian of the run's processes does not listen: " + line, e);
        }
    }

    private static Guardian started() throws IOException {
        return new Guardian(new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }
}
