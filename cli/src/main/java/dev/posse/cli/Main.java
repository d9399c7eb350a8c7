package dev.posse.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/** Where {@code java -jar posse-cli.jar} begins. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param args as typed
     */
    public static void main(String... args) {
        System.exit(run(commandLine(), args));
    }

    /**
     * Runs a command, over the user's own stores too.
     *
     * @param commands that there are
     * @param args as typed
     * @return the code to exit with
     */
    public static int run(CommandLine commands, String... args) {
        PrintStream out = System.out;
        // The program's own help has colours; what commands print has words of others.
        commands.setOut(new PrintWriter(out, true, Charset.defaultCharset()));
        System.setOut(new PrintableStream(out));
        try {
            return OwnClassPath.join(System.getenv(OwnClassPath.VARIABLE), commands.getErr())
                    ? commands.execute(args)
                    : ExitCode.USAGE;
        } catch (Throwable e) {
            // Errors pass picocli by, and Java would exit with 1, as if the books did not balance.
            return ExceptionHandlers.crashed(e, commands.getErr());
        } finally {
            System.out.flush();
            System.setOut(out);
        }
    }

    /**
     * Makes the program.
     *
     * @param more commands than those for the person on call, each an object that picocli knows
     * @return all commands, with what becomes of their troubles
     */
    public static CommandLine commandLine(Object... more) {
        CommandLine line = new CommandLine(new PosseCommand());
        for (Object command : more) {
            line.addSubcommand(command);
        }
        return ExceptionHandlers.handledIn(line);
    }
}
