package dev.posse.benchmarks.report;

import dev.posse.benchmarks.text.MarkdownTable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What JMH has written with {@code -rf json}, as a table. */
final class MicroTable {

    private MicroTable() {}

    static String markdown(Path file) {
        MarkdownTable table = new MarkdownTable("", "score", "±", "");
        for (JsonNode run : JsonMapper.builder().build().readTree(file.toFile())) {
            String[] name = run.path("benchmark").asString().split("\\.", -1);
            JsonNode metric = run.path("primaryMetric");
            String parameters = run.path("params")
                    .propertyStream()
                    .map(parameter ->
                            parameter.getKey() + " " + parameter.getValue().asString())
                    .collect(Collectors.joining(", "));
            table.row(
                    name[name.length - 2].replace("Benchmark", "") + ": " + name[name.length - 1]
                            + (parameters.isEmpty() ? "" : ", " + parameters),
                    String.format(Locale.ROOT, "%.3f", metric.path("score").asDouble()),
                    String.format(Locale.ROOT, "%.3f", metric.path("scoreError").asDouble(Double.NaN)),
                    metric.path("scoreUnit").asString());
        }
        return table.toString();
    }
}
