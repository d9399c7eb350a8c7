package dev.posse.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The rights that the module's page lists: what the tests give, and take away. */
record PageOfRights(List<String> lines) {

    static PageOfRights read() {
        try {
            return new PageOfRights(Files.readAllLines(Path.of("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rights with an x in this column. */
    Set<String> of(String column) {
        List<List<String>> rows = rows("| right | watch |");
        int at = rows.get(0).indexOf(column);
        return rows.stream()
                .skip(2)
                .filter(row -> row.get(at).equals("x"))
                .map(PageOfRights::right)
                .collect(inOrder());
    }

    /** The rights that are needed besides, where this is so. */
    Set<String> where(String place) {
        return rows("| right | where |").stream()
                .skip(2)
                .filter(row -> row.get(1).equals(place))
                .map(PageOfRights::right)
                .collect(inOrder());
    }

    /** All places of the second table. */
    Set<String> places() {
        return rows("| right | where |").stream().skip(2).map(row -> row.get(1)).collect(inOrder());
    }

    /** The commands of each line to be copied. */
    List<Set<String>> copied() {
        return lines.stream()
                .filter(line -> line.startsWith("ACL SETUSER"))
                .map(line -> Arrays.stream(line.split(" ", -1))
                        .filter(word -> word.startsWith("+"))
                        .collect(inOrder()))
                .toList();
    }

    private static String right(List<String> row) {
        return row.get(0).replace("`", "");
    }

    private List<List<String>> rows(String header) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(header))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.replace("\\|", "¦").split("\\|", -1))
                        .skip(1)
                        .map(cell -> cell.replace("¦", "|").strip())
                        .toList())
                .toList();
    }

    private static Collector<String, ?, Set<String>> inOrder() {
        return Collectors.toCollection(LinkedHashSet::new);
    }
}
