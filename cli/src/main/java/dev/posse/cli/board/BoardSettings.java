package dev.posse.cli.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a board is to be.
 *
 * @param host to listen on
 * @param port to listen on; 0 for one that is free
 * @param readsPerSecond keys that are read in a second at the most, an audit's included
 * @param shownUri the store's address, as the page may show it
 * @param commandOptions what commands on the page need to find the same store, word by word
 */
public record BoardSettings(String host, int port, int readsPerSecond, String shownUri, List<String> commandOptions) {

    /** Most reads that may be asked for; a node's patrols are allowed 2,000 by themselves. */
    public static final int MOST_READS = 100_000;

    /**
     * Refuses a budget that no board can keep to.
     *
     * @param host to listen on
     * @param port to listen on; 0 for one that is free
     * @param readsPerSecond 1 to {@value #MOST_READS}
     * @param shownUri the store's address, as the page may show it
     * @param commandOptions what commands on the page need to find the same store
     * @throws IllegalArgumentException if the budget is another one
     */
    public BoardSettings {
        if (readsPerSecond < 1 || readsPerSecond > MOST_READS) {
            throw new IllegalArgumentException("Reads per second are 1 to " + MOST_READS + ", not " + readsPerSecond);
        }
        commandOptions = List.copyOf(commandOptions);
    }

    /**
     * Settings for a store.
     *
     * @param uri as it was typed, perhaps with a password, which is shown nowhere
     * @param prefix before all keys; empty for none
     * @param isKnownToCommands whether commands find the store by the environment
     * @param host to listen on
     * @param port to listen on; 0 for one that is free
     * @param readsPerSecond keys that are read in a second at the most
     * @return the settings
     */
    public static BoardSettings of(
            String uri, String prefix, boolean isKnownToCommands, String host, int port, int readsPerSecond) {
        String shown = StoreAddress.shown(uri) + (prefix.isEmpty() ? "" : ", prefix " + prefix);
        // With a password it would stand in the list of processes of whoever pastes it.
        List<String> store = isKnownToCommands || !StoreAddress.isWhole(uri) ? List.of() : List.of("--store=" + uri);
        List<String> all = prefix.isEmpty()
                ? store
                : Stream.concat(store.stream(), Stream.of("--prefix=" + prefix)).toList();
        return new BoardSettings(host, port, readsPerSecond, shown, all);
    }

    /**
     * How the data set is, in the words of {@code ./posse doctor}.
     *
     * @param state {@code READY}, or what is wrong
     * @param sentence that says it
     * @param objection what a node says against it
     * @param since when it was set up, if that can be read
     */
    public record DataSet(String state, String sentence, Optional<String> objection, Optional<Instant> since) {}
}
