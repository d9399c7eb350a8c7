package dev.posse.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command that repeats a run, for a report that others read. */
final class RepeatedCommand {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+-]+");

    /** Of a URI, name and password, wherever they end; and what stands behind the question mark. */
    private static final Pattern SECRET = Pattern.compile("(?<=://).*@|(?<=[?]).*");

    private RepeatedCommand() {}

    /** As it was typed, with the seed, and without where the report went. What may be a password is left out. */
    static String of(ParseResult typed, long seed) {
        List<String> words = new ArrayList<>(List.of("./posse", "demo"));
        for (OptionSpec option : typed.matchedOptions()) {
            if (option.longestName().equals(ReportOptions.NAME)
                    || option.longestName().equals("--seed")) {
                continue;
            }
            words.add(option.longestName());
            if (option.arity().max() > 0) {
                option.stringValues().forEach(value -> words.add(quoted(withoutSecret(value))));
            }
        }
        words.add("--seed");
        words.add(Long.toString(seed));
        return String.join(" ", words);
    }

    static String withoutSecret(String uri) {
        return uri.contains("://")
                ? SECRET.matcher(uri).replaceAll(found -> found.group().endsWith("@") ? "…@" : "…")
                : uri;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
