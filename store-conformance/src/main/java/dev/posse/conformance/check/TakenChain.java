package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What a store said about one chain whose keys nobody else writes, to be compared with what is found. */
final class TakenChain {

    private final List<ChainedWrite> links;
    private final Map<String, String> before;
    private final ChainResult result;
    private final Map<String, String> overwritten = new TreeMap<>();
    private int mostPossible;

    private TakenChain(List<ChainedWrite> links, Map<String, String> before, ChainResult result) {
        this.links = links;
        this.before = before;
        this.result = result;
        this.mostPossible = links.size();
    }

    /**
     * Takes a chain.
     *
     * @param observer finds what is there before
     */
    static TakenChain by(CasKeyValueStore store, CasKeyValueStore observer, List<ChainedWrite> links) {
        return prepared(observer, links).apply(store);
    }

    /** The same, when what is there before has been found. */
    static Function<CasKeyValueStore, TakenChain> prepared(CasKeyValueStore observer, List<ChainedWrite> links) {
        Map<String, String> before = found(observer, keys(links));
        return store -> {
            TakenChain taken = new TakenChain(links, before, store.chain(links));
            taken.requireResultOfItsKind();
            return taken;
        };
    }

    List<ChainedWrite> links() {
        return links;
    }

    boolean isComplete() {
        return result.ending() instanceof Ending.Complete;
    }

    boolean isUnknown() {
        return result.ending() instanceof Ending.Unknown;
    }

    Ending ending() {
        return result.ending();
    }

    /** How many links happened, as the store says. */
    int happened() {
        return result.happened().size();
    }

    /** The version that a write of this chain gave its key, as the store says. */
    Version version(int link) {
        return result.happened().get(link).orElseThrow();
    }

    /** Notes that another client has written over a key, so that no more than so many links can happen. */
    void writtenOver(String key, byte[] value, int most) {
        overwritten.put(key, text(value));
        mostPossible = most;
    }

    ClauseBroken broken(String why) {
        Throwable cause = result.ending() instanceof Ending.Unknown unknown
                ? unknown.cause()
                : result.ending() instanceof Ending.Failed failed ? failed.cause() : null;
        String message = "a chain of " + sentence() + " ended with " + result.ending() + " after "
                + result.happened().size() + ", " + why;
        return cause == null ? new ClauseBroken(Clause.S22, message) : new ClauseBroken(Clause.S22, message, cause);
    }

    private String sentence() {
        return links.size() > 8
                ? links.size() + " links"
                : String.join(", ", links.stream().map(TakenChain::words).toList());
    }

    private static String words(ChainedWrite link) {
        String kind = link.getClass().getSimpleName();
        String to = value(link).map(value -> " to " + ValueText.of(value)).orElse("");
        String of = link instanceof SwapOf swap ? " from link " + swap.link() : "";
        return kind + " " + link.key() + to + of;
    }

    private static Optional<byte[]> value(ChainedWrite link) {
        if (link instanceof Add add) {
            return Optional.of(add.value());
        } else if (link instanceof Swap swap) {
            return Optional.of(swap.value());
        }
        return link instanceof SwapOf swap ? Optional.of(swap.value()) : Optional.empty();
    }

    private void requireResultOfItsKind() {
        if (happened() > links.size() || isComplete() != (happened() == links.size())) {
            throw broken("and has " + links.size() + " links");
        }
        if (result.ending() instanceof Ending.NoneMade && happened() > 0) {
            throw broken("which says that none was made, and that some were");
        }
        for (int link = 0; link < happened(); link++) {
            Optional<Version> version = result.happened().get(link);
            if (version.isEmpty() != links.get(link) instanceof ExpectAbsent) {
                throw broken("and link " + link + " has " + (version.isEmpty() ? "no version" : "a version"));
            }
            if (links.get(link) instanceof Expect expect && !version.equals(Optional.of(expect.expected()))) {
                throw broken("and link " + link + " holds with another version than the expected one: " + version);
            }
        }
    }

    /**
     * Requires that what was said fits what is found.
     *
     * @return how many links are found to have happened, at most
     */
    int requireTruth(CasKeyValueStore observer) {
        return requireTruth(observer, happened());
    }

    /** The same, where so many links were found to have happened before. */
    int requireTruth(CasKeyValueStore observer, int least) {
        Map<String, String> now = found(observer, keys(links));
        int most = Math.min(mostPossible, isUnknown() ? links.size() : happened());
        for (int made = most; made >= least; made--) {
            if (after(made).equals(now)) {
                return made;
            }
        }
        throw broken("and this is found: " + now);
    }

    /** What stands under the keys when so many links have happened. */
    private Map<String, String> after(int made) {
        Map<String, String> values = new TreeMap<>(before);
        links.subList(0, made).forEach(link -> value(link).ifPresent(value -> values.put(link.key(), text(value))));
        values.putAll(overwritten);
        return values;
    }

    /** The links that did not happen, as a chain that begins with what stands there now. */
    List<ChainedWrite> rest(CasKeyValueStore observer, int from) {
        Map<String, Entry> now = observer.getAll(keys(links));
        List<ChainedWrite> rest = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (ChainedWrite link : links.subList(from, links.size())) {
            Optional<Version> version = Optional.ofNullable(now.get(link.key())).map(Entry::version);
            if (link instanceof SwapOf swap) {
                rest.add(
                        swap.link() >= from
                                ? new SwapOf(swap.key(), swap.value(), swap.link() - from)
                                : new Swap(swap.key(), swap.value(), version.orElseThrow()));
            } else if (link instanceof Swap swap && !written.contains(link.key())) {
                rest.add(new Swap(swap.key(), swap.value(), version.orElse(swap.expected())));
            } else if (link instanceof Expect expect && !written.contains(link.key())) {
                rest.add(new Expect(link.key(), version.orElse(expect.expected())));
            } else {
                rest.add(link);
            }
            value(link).ifPresent(value -> written.add(link.key()));
        }
        return rest;
    }

    private static Set<String> keys(List<ChainedWrite> links) {
        Set<String> keys = new HashSet<>();
        links.forEach(link -> keys.add(link.key()));
        return keys;
    }

    private static Map<String, String> found(CasKeyValueStore store, Collection<String> keys) {
        Map<String, Entry> found = new HashMap<>(store.getAll(keys));
        Map<String, String> values = new TreeMap<>();
        found.forEach((key, entry) -> values.put(key, text(entry.value())));
        return values;
    }

    /** Short, and another one for other bytes. */
    private static String text(byte[] value) {
        return value.length < 100 ? ValueText.of(value) : value.length + " bytes #" + java.util.Arrays.hashCode(value);
    }
}
