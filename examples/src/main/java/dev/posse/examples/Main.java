package dev.posse.examples;

import dev.posse.examples.couchbase.CouchbaseMockCommand;
import dev.posse.examples.demo.DemoCommand;
import dev.posse.examples.harness.processes.NodeCommand;
import picocli.CommandLine;

/** Where {@code ./posse} begins: the commands for the person on call, and those for trying out. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param args as typed
     */
    public static void main(String... args) {
        System.exit(dev.posse.cli.Main.run(commandLine(), args));
    }

    static CommandLine commandLine() {
        return dev.posse.cli.Main.commandLine(new DemoCommand(), new CouchbaseMockCommand(), new NodeCommand());
    }
}
