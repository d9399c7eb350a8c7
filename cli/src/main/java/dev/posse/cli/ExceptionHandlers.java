package dev.posse.cli;

import dev.posse.NotInitializedException;
import dev.posse.UnreadableDocumentException;
import dev.posse.document.DocumentException;
import dev.posse.document.Printable;
import dev.posse.store.DataLossException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What a person reads, and a script gets as exit code, when a command ends in an exception. */
final class ExceptionHandlers {

    /** Characters of a message: what was typed or read may be of any length. */
    private static final int MOST_SHOWN = 2_000;

    private ExceptionHandlers() {}

    /** Sets it for a program and the commands that it has by now. */
    static CommandLine handledIn(CommandLine line) {
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            int code = exitCode(thrown);
            if (code == ExitCode.CRASHED) {
                return crashed(thrown, command.getErr());
            }
            command.getErr().println("posse: " + Printable.of(String.valueOf(thrown.getMessage()), MOST_SHOWN));
            return code;
        });
        line.setParameterExceptionHandler((wrong, args) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println(command.getColorScheme().errorText(shown(wrong)));
            if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
                command.usage(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line;
    }

    /** Errors that a person can do something about; anything else is a bug and shows where it is. */
    private static int exitCode(Exception thrown) {
        if (thrown instanceof UsageException) {
            return ExitCode.USAGE;
        } else if (thrown instanceof UnshownException) {
            return ExitCode.NOT_HEALTHY;
        } else if (thrown instanceof OutcomeUnknownException) {
            return ExitCode.UNDECIDED;
        } else if (thrown instanceof DataLossException
                || thrown instanceof NotInitializedException
                || thrown instanceof DocumentException
                || thrown instanceof UnreadableDocumentException) {
            return ExitCode.DATA_UNUSABLE;
        }
        return thrown instanceof StoreException ? ExitCode.STORE_UNREACHABLE : ExitCode.CRASHED;
    }

    /** Tells all that is known of an error that nobody has foreseen. */
    static int crashed(Throwable thrown, PrintWriter err) {
        thrown.printStackTrace(err);
        err.println("posse: the lines above are a bug, of Posse or of the store's module; please report them");
        err.flush();
        return ExitCode.CRASHED;
    }

    /** What was typed stands in it as it was typed. */
    private static String shown(CommandLine.ParameterException wrong) {
        return Printable.of(withoutAddress(wrong.getMessage()), MOST_SHOWN);
    }

    /** Who forgets "--store" would read the URI that he typed in the error, and others in the log, with its password. */
    static String withoutAddress(@Nullable String message) {
        return String.valueOf(message).replaceAll("://.*", "://… (not shown: it may hold a password)");
    }
}
