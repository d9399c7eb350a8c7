package dev.posse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program, which is its commands. */
@Command(
        name = "posse",
        description = "Sells numbered slots to prepaid accounts, once each, on stores without transactions.",
        mixinStandardHelpOptions = true,
        versionProvider = Release.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            InitCommand.class,
            ConfirmCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            ShowCommand.class,
            ResolveCommand.class,
            CloseCommand.class,
            ReopenCommand.class,
            MendCommand.class
        })
final class PosseCommand {

    /** Something is wrong, and the command's text says what. */
    static final int BAD = 1;

    /** The store or what it holds is not usable; the message says why. */
    static final int STORE_TROUBLE = 3;

    /** Neither right nor wrong: not found, or not to be told now. */
    static final int UNDECIDED = 4;
}
