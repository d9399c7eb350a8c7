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
        exitCodeListHeading = "%nExit codes, the same for every command:%n",
        exitCodeList = {
            "0:fine, and what was asked for is done",
            "1:not healthy: the books do not balance, writes can be lost, a document cannot be read",
            "2:the command line is wrong: an option, a file, or an id that the store does not hold",
            "3:the store does not answer, or refuses",
            "4:not to be told now; ask again",
            "5:what the store holds cannot be used: not set up, another life, corrupt, of a newer format",
            "6:refused: nothing was bought or booked, and the text says why",
            "70:an error that nobody has foreseen; the text is for a bug report"
        },
        subcommands = {
            InitCommand.class,
            CreateCommand.class,
            OpenCommand.class,
            DepositCommand.class,
            WithdrawCommand.class,
            BuyCommand.class,
            StatementCommand.class,
            ConfirmCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            BoardCommand.class,
            ShowCommand.class,
            ResolveCommand.class,
            CloseCommand.class,
            ReopenCommand.class,
            MendCommand.class
        })
final class PosseCommand {}
