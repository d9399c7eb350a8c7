package dev.posse.examples;

import dev.posse.UnreadableDocumentException;
import dev.posse.document.DocumentException;
import dev.posse.examples.couchbase.CouchbaseMockCommand;
import dev.posse.examples.demo.DemoCommand;
import dev.posse.examples.processes.NodeCommand;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./posse}. */
@Command(
        name = "posse",
        description = "Sells numbered slots to prepaid accounts, once each, on stores without transactions.",
        mixinStandardHelpOptions = true,
        versionProvider = Release.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            ConfirmCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            ShowCommand.class,
            ResolveCommand.class,
            CloseCommand.class,
            ReopenCommand.class,
            MendCommand.class,
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
            OptionalInt code = exitCode(thrown);
            if (code.isEmpty()) {
                throw thrown;
            }
            command.getErr().println("posse: " + thrown.getMessage());
            return code.getAsInt();
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

    /** Troubles that a person can do something about; anything else is a bug of ours and shows where it is. */
    private static OptionalInt exitCode(Exception thrown) {
        if (thrown instanceof IllegalArgumentException) {
            return OptionalInt.of(CommandLine.ExitCode.USAGE);
        } else if (thrown instanceof OutcomeUnknownException) {
            return OptionalInt.of(UNDECIDED);
        }
        return thrown instanceof StoreException
                        || thrown instanceof DocumentException
                        || thrown instanceof UnreadableDocumentException
                        || thrown instanceof IllegalStateException
                ? OptionalInt.of(STORE_TROUBLE)
                : OptionalInt.empty();
    }

    /** Who forgets "--store" would read the URI that he typed in the error, and others in the log, with its password. */
    static String withoutAddress(@Nullable String message) {
        return String.valueOf(message).replaceAll("://.*", "://… (not shown: it may hold a password)");
    }
}
