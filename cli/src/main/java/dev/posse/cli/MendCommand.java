package dev.posse.cli;

import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./posse mend}: writes back what a person has edited. */
@Command(
        name = "mend",
        description =
                "Writes one document that you have edited, as ./posse show printed it: the first line names its key"
                        + " and version (or @absent, for one that is lost). It is written only if it can be read and if the"
                        + " version still stands. Nothing else is checked: audit before and after. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:nothing was written: something foreign stands there; show it again",
            "2:an option or the file is wrong, or the document has changed since it was shown; nothing was written",
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was written; look"
        })
final class MendCommand implements Callable<Integer> {

    private static final Pattern FIRST_LINE = Pattern.compile("(\\S+) @(\\S+)");

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "FILE", description = "What ./posse show printed, edited.")
    private Path file = Path.of("");

    private record Edited(Document document, Optional<Version> version) {}

    @Override
    public Integer call() {
        Edited edited = read();
        try (CasKeyValueStore opened = options.openPartly()) {
            Optional<Version> written = writeOrSayWhatIsInTheWay(opened, edited);
            if (written.isEmpty()) {
                throw new UsageException(
                        "nothing was written: " + edited.document().key() + " is not "
                                + edited.version()
                                        .map(version -> "at version " + version)
                                        .orElse("absent")
                                + " any more; show it again");
            }
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.with("key", edited.document().key())
                                    .and("version", written.get().text())
                                    .text()
                            : edited.document().key() + " @" + written.get() + " is written");
            return ExitCode.FINE;
        }
    }

    private Edited read() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("The file " + file + " cannot be read: " + e, e);
        }
        int end = text.indexOf('\n');
        Matcher first =
                FIRST_LINE.matcher(end < 0 ? text : text.substring(0, end).strip());
        if (!first.matches()) {
            throw new UsageException("The file " + file + " does not begin with a line such as account/alice"
                    + " @VERSION, as ./posse show prints it");
        }
        try {
            Document document = AnyDocument.decode(
                    first.group(1), text.substring(end + 1).strip().getBytes(StandardCharsets.UTF_8));
            return new Edited(
                    document,
                    first.group(2).equals("absent") ? Optional.empty() : Optional.of(new Version(first.group(2))));
        } catch (DocumentException e) {
            throw new UsageException(
                    "What " + file + " holds is not written, for no node could read it: " + e.getMessage(), e);
        }
    }

    private static Optional<Version> writeOrSayWhatIsInTheWay(CasKeyValueStore store, Edited edited) {
        Optional<Version> written;
        try {
            written = write(store, edited);
        } catch (StoreException e) {
            AnyDocument.read(store, edited.document().key());
            throw e;
        }
        if (written.isEmpty()) {
            // Something else that is foreign, perhaps.
            AnyDocument.read(store, edited.document().key());
        }
        return written;
    }

    private static Optional<Version> write(CasKeyValueStore store, Edited edited) {
        String key = edited.document().key();
        byte[] value = edited.document().encode();
        if (edited.version().isEmpty()) {
            return store.add(key, value) instanceof AddResult.Added added
                    ? Optional.of(added.version())
                    : Optional.empty();
        }
        return store.swap(key, value, edited.version().get()) instanceof SwapResult.Swapped swapped
                ? Optional.of(swapped.version())
                : Optional.empty();
    }
}
