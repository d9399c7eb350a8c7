package dev.posse.benchmarks.report;

import dev.posse.benchmarks.growth.GrowthTable;
import dev.posse.benchmarks.purchase.DropTable;
import dev.posse.benchmarks.purchase.PurchaseTable;
import dev.posse.benchmarks.purchase.Results;
import dev.posse.benchmarks.purchase.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: writes the results into the page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes results between the markers of docs/performance.md, and draws its charts. Results that are absent"
                        + " leave their section as it is; a run in which a case failed is refused.")
public final class ReportCommand implements Callable<Integer> {

    @Option(names = "--purchases", defaultValue = "benchmarks/target/purchases.jsonl")
    private Path purchases = Path.of("");

    @Option(names = "--growth", defaultValue = "benchmarks/target/growth.jsonl")
    private Path growth = Path.of("");

    @Option(
            names = "--jmh",
            defaultValue = "benchmarks/target/jmh.json",
            description = "Written by: jmh -rf json -rff FILE")
    private Path jmh = Path.of("");

    @Option(names = "--page", defaultValue = "docs/performance.md")
    private Path page = Path.of("");

    /** For picocli. */
    public ReportCommand() {}

    @Override
    public Integer call() {
        Page written = Page.read(page);
        if (Files.exists(purchases)) {
            Results results = Results.read(purchases);
            if (!results.failures().isEmpty()) {
                throw new IllegalArgumentException(
                        purchases + " holds cases that failed, which are errors and no figures:\n"
                                + PurchaseTable.failures(results));
            }
            written.write("setting", "How it was measured", setting(results.setting()));
            written.write("drop", "The day of the drop", DropTable.markdown(results));
            written.write("charts", "How it goes with the number of buyers", Charts.draw(results, page));
            written.write("purchases", "Purchases", PurchaseTable.markdown(results));
        }
        if (Files.exists(growth)) {
            written.write("growth", "How cost grows", GrowthTable.markdown(growth));
        }
        if (Files.exists(jmh)) {
            written.write("jmh", "The parts", MicroTable.markdown(jmh));
        }
        written.save();
        drawBars();
        return 0;
    }

    private void drawBars() {
        try {
            Path folder = Files.createDirectories(page.resolveSibling("charts"));
            for (Map.Entry<String, String> picture :
                    BarPictures.of(Files.readString(page)).entrySet()) {
                Files.writeString(folder.resolve(picture.getKey()), picture.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The pictures of the tables cannot be written beside " + page, e);
        }
    }

    private static String setting(Setting setting) {
        return "Begun " + setting.began() + " on " + setting.machine() + "; " + setting.java() + ". "
                + setting.pace().rounds() + " rounds of the cases of the drop and "
                + setting.pace().fewerRounds() + " of the others, in turns, after each process has sold "
                + setting.pace().starts() + " times " + setting.pace().startMillis()
                + " ms of either kind; each slice warmed up for "
                + setting.pace().warmUpMillis() + " ms, measured for "
                + setting.pace().measureMillis()
                + " ms, audited; " + setting.pace().accounts() + " accounts. Figures are medians.\n\n"
                + setting.servers().stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
