package dev.posse.cli;

import dev.posse.UnreadableDocumentException;
import dev.posse.document.DocumentException;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What a person reads, and a script gets as exit code, when a command ends in an exception. */
final class Troubles {

    private Troubles() {}

    /** Sets it for a program and the commands that it has by now. */
    static CommandLine handledIn(CommandLine line) {
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
            return OptionalInt.of(PosseCommand.UNDECIDED);
        }
        return thrown instanceof StoreException
                        || thrown instanceof DocumentException
                        || thrown instanceof UnreadableDocumentException
                        || thrown instanceof IllegalStateException
                ? OptionalInt.of(PosseCommand.STORE_TROUBLE)
                : OptionalInt.empty();
    }

    /** Who forgets "--store" would read the URI that he typed in the error, and others in the log, with its password. */
    static String withoutAddress(@Nullable String message) {
        return String.valueOf(message).replaceAll("://.*", "://… (not shown: it may hold a password)");
    }
}
