package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ConformanceReport;
import dev.posse.conformance.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report")
class ReportTest {

    private static final RunSize TINY = new RunSize("tiny", 0.01, Duration.ofSeconds(20));

    private static ConformanceReport run(StoreConformance subject, CheckGroup... groups) {
        ConformanceRun run = new ConformanceRun(subject.subject(), TINY);
        for (CheckGroup group : groups) {
            run.results(group).forEach(result -> {});
        }
        run.closeStores();
        return run.report();
    }

    @Test
    @DisplayName("lists what does not apply, and never counts it as passed")
    void notApplicable() {
        ConformanceReport report = run(new SampleTestClasses.Plain(), CheckGroup.HONEST_DOUBT);
        assertEquals(report.results().size(), report.count(Status.NOT_APPLICABLE));
        assertEquals(0, report.count(Status.PASSED));
        assertEquals("not applicable", report.status(Clause.S7));
        assertTrue(report.text().contains("override openBreakable()"), report.text());
        assertTrue(report.verdict().startsWith("INCOMPLETE"), report.verdict());
    }

    @Test
    @DisplayName(
            "says that a store conforms only when all groups were run, when which kit judged which store, and what was not seen")
    void verdict() {
        ConformanceReport report = run(new SampleTestClasses.Plain(), CheckGroup.values());
        assertTrue(report.verdict().startsWith("CONFORMS AS FAR AS IT COULD BE CHECKED"), report.text());
        String text = report.text();
        assertTrue(text.contains("store dev.posse.store.memory.InMemoryStore"), text);
        assertTrue(
                text.contains(java.time.LocalDate.now(java.time.ZoneOffset.UTC).getYear() + "-"), text);
        assertTrue(
                report.verdict()
                        .endsWith("Not seen: a second client, a broken connection, a restart, a failover, more than one"
                                + " node, clients that share no class, a loss of power"),
                report.verdict());
    }

    @Test
    @DisplayName("shows a declared gap as such; a required check cannot be declared")
    void declaredGap() {
        ConformanceReport report = run(new SampleTestClasses.Gapped(), CheckGroup.DURABILITY);
        assertEquals("declared gap", report.status(Clause.S21));
        assertEquals(0, report.count(Status.FAILED));
        assertTrue(report.text().contains("the server cannot tell"), report.text());
        assertThrows(
                IllegalStateException.class,
                () -> new ConformanceRun(new SampleTestClasses.Hopeless().subject(), TINY)
                        .tests(CheckGroup.ONE_THREAD));
    }

    @Test
    @DisplayName("is one file for each store, safe to show in a browser")
    void files(@TempDir Path directory) throws IOException {
        ConformanceReport plain = run(new SampleTestClasses.Plain(), CheckGroup.ONE_THREAD);
        ConformanceReport failing = run(
                new SimulatedConformance(SimulatedDatabase::new, MutantsOfOperations.BlindSwap::new, Restarting.KEEPS),
                CheckGroup.ONE_THREAD);
        String one = Files.readString(HtmlReport.write(plain, directory));
        String other = Files.readString(HtmlReport.write(failing, directory));
        try (var files = Files.list(directory)) {
            assertEquals(4, files.count());
        }
        assertTrue(one.contains("<span class=\"good\">passed</span>"));
        assertTrue(one.contains("<meta name=\"viewport\"") && one.contains("What took how long"), one);
        assertEquals(plain.text(), Files.readString(directory.resolve(plain.subject() + ".txt")));
        assertTrue(other.contains("DOES NOT CONFORM") && other.contains("S3 Swap: swap of"));
        assertTrue(other.contains("Swapped[") && !other.contains("<init>"));
    }

    @Test
    @DisplayName("lists the failures under the verdict, a line for each")
    void failuresUnderTheVerdict(@TempDir Path directory) throws IOException {
        ConformanceReport report = run(new SampleTestClasses.Unreachable(), CheckGroup.ONE_THREAD);
        String text = report.text().substring(report.text().indexOf("DOES NOT CONFORM"));
        String html = Files.readString(HtmlReport.write(report, directory));
        String failure = "S3: swap from the current version writes: S3 Swap: thrown instead of an answer";
        assertEquals(
                report.count(Status.FAILED),
                text.lines().filter(line -> line.startsWith("    ")).count());
        assertTrue(text.contains("\n    " + failure), text);
        assertTrue(html.substring(0, html.indexOf("<table")).contains("<li>" + failure), html);
    }

    @Test
    @DisplayName("tells of illegal versions once, under S5, and of numbers that are none under S8")
    void illegalVersions() {
        ConformanceReport report = run(new SampleTestClasses.LongVersions(), CheckGroup.ONE_THREAD);
        assertEquals(1, report.count(Status.FAILED), report.text());
        assertTrue(report.text().contains("S5 Versions: add made a version that is none"), report.text());
        ConformanceReport numbers = run(new SampleTestClasses.NumberVersions(), CheckGroup.ONE_THREAD);
        assertEquals("FAILED", numbers.status(Clause.S3));
        assertTrue(numbers.text().contains("S8 Definite failure: swap threw java.lang.NumberFormat"), numbers.text());
    }

    @Test
    @DisplayName("accuses no clause where a store is slow or its environment refuses")
    void accusesNobody() {
        RunSize impatient = new RunSize("impatient", 0.01, Duration.ofSeconds(1));
        ConformanceRun run = new ConformanceRun(new SampleTestClasses.Endless().subject(), impatient);
        run.results(CheckGroup.ONE_THREAD, check -> check.title().contains("add of a present key"))
                .forEach(result -> {});
        run.closeStores();
        ConformanceReport slow = run.report();
        assertTrue(slow.count(Status.OUT_OF_TIME) > 0, slow.text());
        assertEquals(0, slow.count(Status.FAILED), slow.text());
        ConformanceRun refused = new ConformanceRun(new SampleTestClasses.Refusing().subject(), TINY);
        refused.results(CheckGroup.ONE_THREAD, check -> check.title().contains("can be compressed"))
                .forEach(result -> {});
        refused.closeStores();
        ConformanceReport refusing = refused.report();
        assertTrue(refusing.count(Status.ENVIRONMENT_FAILED) > 0, refusing.text());
        assertEquals(0, refusing.count(Status.FAILED), refusing.text());
    }

    @Test
    @DisplayName("tells a failure in one line, with what is at the root of it")
    void rootInTheFirstLine() {
        ConformanceReport report = run(new SampleTestClasses.Unreachable(), CheckGroup.ONE_THREAD);
        CheckResult first = report.results().get(0);
        String line = first.detail().lines().findFirst().orElse("");
        assertEquals(
                "S2 Add: thrown instead of an answer: dev.posse.store.StoreException: no answer (at the root of it:"
                        + " java.net.ConnectException: Connection refused)",
                line);
        assertTrue(report.text().contains(line), report.text());
    }
}
