package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.Result.Status;
import dev.posse.conformance.SimulatedConformance.Restarting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report")
class ReportTest {

    private static final Size TINY = new Size("tiny", 0.01, Duration.ofSeconds(20));

    private static ConformanceRun run(StoreConformance subject, Chapter... chapters) {
        ConformanceRun run = new ConformanceRun(subject, TINY);
        for (Chapter chapter : chapters) {
            chapter.checks().forEach(check -> run.execute(chapter, check));
        }
        run.closeStores();
        return run;
    }

    @Test
    @DisplayName("lists what does not apply, and never counts it as passed")
    void notApplicable() {
        Report report = run(new SubjectsOfReports.Plain(), Chapter.HONEST_DOUBT).result();
        assertEquals(HonestDoubt.checks().size(), report.count(Status.NOT_APPLICABLE));
        assertEquals(0, report.count(Status.PASSED));
        assertEquals("not applicable", report.status(Clause.S7));
        assertTrue(report.text().contains("override openBreakable()"), report.text());
        assertTrue(report.verdict().startsWith("INCOMPLETE"), report.verdict());
    }

    @Test
    @DisplayName("says that a store conforms only when all chapters were run")
    void verdict() {
        Report report = run(new SubjectsOfReports.Plain(), Chapter.values()).result();
        assertTrue(report.verdict().startsWith("CONFORMS AS FAR AS IT COULD BE CHECKED"), report.text());
    }

    @Test
    @DisplayName("shows a declared gap as such; a required check cannot be declared")
    void declaredGap() {
        Report report = run(new SubjectsOfReports.Gapped(), Chapter.LIFETIME).result();
        assertEquals("declared gap", report.status(Clause.S21));
        assertEquals(0, report.count(Status.FAILED));
        assertTrue(report.text().contains("the server cannot tell"), report.text());
        assertThrows(
                IllegalStateException.class,
                () -> new ConformanceRun(new SubjectsOfReports.Hopeless(), TINY).chapter(Chapter.ONE_THREAD));
    }

    @Test
    @DisplayName("is one file for each store, safe to show in a browser")
    void files(@TempDir Path directory) throws IOException {
        Report plain = run(new SubjectsOfReports.Plain(), Chapter.ONE_THREAD).result();
        Report failing = run(
                        new SimulatedConformance(
                                SimulatedDatabase::new, MutantsOfOperations.BlindSwap::new, Restarting.KEEPS),
                        Chapter.ONE_THREAD)
                .result();
        String one = Files.readString(HtmlReport.write(plain, directory));
        String other = Files.readString(HtmlReport.write(failing, directory));
        try (var files = Files.list(directory)) {
            assertEquals(2, files.count());
        }
        assertTrue(one.contains("<span class=\"passed\">passed</span>"));
        assertTrue(other.contains("DOES NOT CONFORM") && other.contains("S3 Swap: swap of"));
        assertTrue(other.contains("Swapped[") && !other.contains("<init>"));
    }
}
