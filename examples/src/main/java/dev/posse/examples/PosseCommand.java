package dev.posse.examples;

import dev.posse.examples.couchbase.CouchbaseMockCommand;
import dev.posse.examples.demo.DemoCommand;
import dev.posse.examples.processes.NodeCommand;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./posse}. */
@Command(
        name = "posse",
        description = "Sells numbered slots to prepaid accounts, once each, on stores without transactions.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            ConfirmCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            ResolveCommand.class,
            ShowCommand.class,
            CouchbaseMockCommand.class,
            NodeCommand.class
        })
public final class PosseCommand {

    /** Something is wrong, and the command's text says what. */
    static final int BAD = 1;

    /** The store or what it holds is not usable; the message says why. */
    static final int STORE_TROUBLE = 3;

    /** Neither right nor wrong: not found, or not to be told now. */
    static final int UNDECIDED = 4;

    private PosseCommand() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param args as typed
     */
    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new PosseCommand());
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (thrown instanceof StoreException
                    || thrown instanceof OutcomeUnknownException
                    || thrown instanceof IllegalStateException
                    || thrown instanceof IllegalArgumentException) {
                command.getErr().println("posse: " + thrown.getMessage());
                return thrown instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : STORE_TROUBLE;
            }
            throw thrown;
        });
        line.setParameterExceptionHandler((wrong, args) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println(command.getColorScheme().errorText(withoutAddress(wrong.getMessage())));
            if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
                command.usage(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line;
    }

    /** Who forgets "--store" would read the URI that he typed in the error, and others in the log, with its password. */
    static String withoutAddress(@Nullable String message) {
        return String.valueOf(message).replaceAll("://.*", "://… (not shown: it may hold a password)");
    }
}
