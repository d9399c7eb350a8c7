package dev.posse.examples.harness.servers;

import dev.posse.store.StoreException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program of the machine. */
final class Executable {

    private Executable() {}

    /**
     * Makes a command that runs in a session of its own, where there is {@code setsid}: Ctrl-C in the terminal is for the
     * coordinator, who ends its servers in order.
     *
     * @throws StoreException if the program is missing, which the database needs
     */
    static List<String> command(String program, String debianPackage, List<String> arguments) {
        String found = find(program)
                .orElseThrow(() ->
                        new StoreException(program + " is missing; install it with: apt-get install " + debianPackage))
                .toString();
        List<String> command = new ArrayList<>();
        find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.add(found);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
