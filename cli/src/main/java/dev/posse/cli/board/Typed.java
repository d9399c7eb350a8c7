package dev.posse.cli.board;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as a person pastes them into a shell, whatever the ids in them look like. */
final class Typed {

    private final String options;

    /**
     * Knows what every command needs to find the store.
     *
     * @param options such as {@code --store} and its value; empty if the environment says it all
     */
    Typed(List<String> options) {
        this.options = options.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    /**
     * Writes a command down.
     *
     * @param command its words and options, as they are
     * @param ids what others have chosen, in their order
     */
    String command(String command, String... ids) {
        boolean looksLikeOption = Arrays.stream(ids).anyMatch(id -> id.startsWith("-"));
        String last = Stream.of(ids).map(id -> " " + quoted(id)).collect(Collectors.joining());
        return "./posse " + command + options + (looksLikeOption ? " --" : "") + last;
    }

    /** A word that no shell takes for more than a word. */
    static String quoted(String word) {
        boolean isPlain = word.matches("[A-Za-z0-9._@:/+-][A-Za-z0-9._@:/+=~-]*");
        return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
