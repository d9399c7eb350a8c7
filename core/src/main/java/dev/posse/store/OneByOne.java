package dev.posse.store;

import dev.posse.store.ChainResult.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain on a store that has none: its links one after the other, until one does not happen. */
final class OneByOne {

    private OneByOne() {}

    static ChainResult chain(CasKeyValueStore store, List<ChainedWrite> links) {
        List<Optional<Version>> happened = new ArrayList<>(links.size());
        for (ChainedWrite link : StoreLimits.checkChain(links)) {
            try {
                Optional<Optional<Version>> made = made(store, link, happened);
                if (made.isEmpty()) {
                    return new ChainResult(happened, new Ending.Refused());
                }
                happened.add(made.get());
            } catch (OutcomeUnknownException e) {
                return new ChainResult(happened, new Ending.Unknown(e));
            } catch (StoreException e) {
                return new ChainResult(happened, new Ending.Failed(e));
            } catch (IllegalStateException e) {
                if (happened.isEmpty()) {
                    throw e;
                }
                return new ChainResult(
                        happened,
                        new Ending.Failed(new StoreException("The store was closed in the middle of a chain", e)));
            }
        }
        return new ChainResult(happened, new Ending.Complete());
    }

    /** What the key of the link has now, if the link happened. */
    private static Optional<Optional<Version>> made(
            CasKeyValueStore store, ChainedWrite link, List<Optional<Version>> happened) {
        if (link instanceof ChainedWrite.Add add) {
            return store.add(add.key(), add.value()) instanceof AddResult.Added added
                    ? Optional.of(Optional.of(added.version()))
                    : Optional.empty();
        } else if (link instanceof ChainedWrite.Swap swap) {
            return swapped(store.swap(swap.key(), swap.value(), swap.expected()));
        } else if (link instanceof ChainedWrite.SwapOf swap) {
            return swapped(store.swap(
                    swap.key(), swap.value(), happened.get(swap.link()).orElseThrow()));
        }
        Optional<Version> there = store.get(link.key()).map(Entry::version);
        Optional<Version> expected =
                link instanceof ChainedWrite.Expect expect ? Optional.of(expect.expected()) : Optional.empty();
        return there.equals(expected) ? Optional.of(there) : Optional.empty();
    }

    private static Optional<Optional<Version>> swapped(SwapResult result) {
        return result instanceof SwapResult.Swapped swapped
                ? Optional.of(Optional.of(swapped.version()))
                : Optional.empty();
    }
}
