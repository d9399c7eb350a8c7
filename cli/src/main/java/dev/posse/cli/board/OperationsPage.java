package dev.posse.cli.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The sections of docs/operations.md, as the jar brings them along. */
final class OperationsPage {

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());

    private final Map<String, String> sections = new LinkedHashMap<>();

    OperationsPage() {
        Parser parser = Parser.builder().extensions(TABLES).build();
        HtmlRenderer renderer =
                HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).build();
        for (String section : text().split("(?m)^## ", -1)) {
            int end = section.indexOf('\n');
            // What tests compare is marked by comments, which are nothing to be read.
            String body = section.substring(Math.max(0, end)).replaceAll("(?m)^<!--.*-->\n?", "");
            sections.put(section.substring(0, Math.max(0, end)).strip(), renderer.render(parser.parse(body)));
        }
    }

    private static String text() {
        try (InputStream page = Objects.requireNonNull(
                OperationsPage.class.getResourceAsStream("/META-INF/operations.md"), "the page is in the jar")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headings are matched as they stand; links within the page name them as anchors. */
    Optional<String> html(String heading) {
        return Optional.ofNullable(sections.get(heading))
                .or(() -> sections.entrySet().stream()
                        .filter(entry -> anchor(entry.getKey()).equals(heading))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    boolean has(String heading) {
        return sections.containsKey(heading);
    }

    private static String anchor(String heading) {
        return "#"
                + heading.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
    }
}
