package dev.posse.cli;

import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.audit.ReportedOutcome;
import dev.posse.audit.ReportedOutcomeFile;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./posse audit}: do the books balance? */
@Command(
        name = "audit",
        description = "Checks the books by reads alone; a live system may go on selling meanwhile.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the books balance",
            "1:they do not",
            ExitCode.UNKNOWN_ID_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:not all was proved: accounts changed too often, or not all could be read; ask again",
            "5:the store is not set up, or its incarnation document cannot be read, whatever adds up in it"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(names = "--campaign", paramLabel = "ID", description = "This campaign and its buyers only.")
    private @Nullable String campaign;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "An account that may have bought nothing; repeatable.")
    private List<String> accounts = List.of();

    @Option(
            names = "--told",
            paramLabel = "FILE",
            description = "What callers were told, as your systems have noted it, one JSON object a line: purchases,"
                    + " cancellations, deposits and withdrawals of which Posse has said that they happened. Each that is gone is"
                    + " named. docs/operations.md shows the lines.")
    private @Nullable Path reportedFile;

    @Override
    public Integer call() {
        Optional<List<ReportedOutcome>> told = Optional.ofNullable(reportedFile).map(AuditCommand::read);
        if (told.isPresent() && campaign != null) {
            throw new UsageException("--told is about all campaigns and does not go with --campaign");
        }
        try (CasKeyValueStore opened = options.openPartly()) {
            Initialization state = Initialization.asFarAsReadable(opened);
            CampaignBrowser browser = new CampaignBrowser(opened);
            if (campaign != null && !browser.knows(TypedIds.campaign(campaign))) {
                System.err.println("posse: there is no campaign " + campaign + ", and nothing of it was ever sold");
                return exitCode(state, ExitCode.USAGE);
            }
            List<String> absent = accounts.stream()
                    .map(TypedIds::account)
                    .filter(browser::lacksAccount)
                    .toList();
            // An absent account that bought something is found by what it bought.
            Auditor auditor = new Auditor(
                    opened,
                    accounts.stream()
                            .filter(account -> !absent.contains(account))
                            .toList());
            AuditReport report = Optional.ofNullable(campaign)
                    .map(auditor::auditCampaign)
                    .orElseGet(() -> auditor.audit(told.orElse(List.of())));
            System.out.print(options.isJson() ? JsonAnswer.of(report, state).text() + "\n" : text(report));
            return exitCode(state, exitCode(report, absent));
        }
    }

    private static List<ReportedOutcome> read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return ReportedOutcomeFile.read(lines);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }

    /** What came back empty has lost its sales, and adds up; whoever is not known in it may be lost with them. */
    private static int exitCode(Initialization state, int otherwise) {
        if (state != Initialization.READY) {
            System.err.println("posse: this store is " + state);
        }
        boolean isUnknown = state == Initialization.ABSENT || state == Initialization.UNREADABLE;
        return isUnknown && otherwise != ExitCode.NOT_HEALTHY ? ExitCode.DATA_UNUSABLE : otherwise;
    }

    private static int exitCode(AuditReport report, List<String> absent) {
        List<String> strangers = absent.stream()
                .filter(account -> report.findings().stream()
                        .noneMatch(finding -> finding.key().equals(Keys.account(account))))
                .toList();
        strangers.forEach(account -> System.err.println("posse: there is no account " + account
                + ", and nothing was sold to it: mistyped, or lost before it bought anything"));
        return switch (report.verdict()) {
            case DIFFERENCES -> ExitCode.NOT_HEALTHY;
            case INCONCLUSIVE -> ExitCode.UNDECIDED;
            case BALANCED -> strangers.isEmpty() ? ExitCode.FINE : ExitCode.USAGE;
        };
    }

    static String text(AuditReport report) {
        AuditReport.Totals totals = report.totals();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s%n  %,d campaigns, %,d slots sold for %,d, %,d of them settled%n"
                        + "  %,d accounts: deposited %,d, withdrawn %,d, spent %,d, balance %,d; %,d locks%n",
                report.verdict(),
                totals.campaigns(),
                totals.slotsSold(),
                totals.revenue(),
                totals.slotsSettled(),
                totals.accounts(),
                totals.deposited(),
                totals.withdrawn(),
                totals.spent(),
                totals.balance(),
                totals.locks()));
        report.findings().forEach(finding -> text.append("  ").append(finding).append('\n'));
        return text.toString();
    }
}
