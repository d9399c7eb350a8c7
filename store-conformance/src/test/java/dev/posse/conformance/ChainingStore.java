package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.conformance.SimulatedLink.NotSent;
import dev.posse.store.AddResult;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that takes a chain in one round trip, and keeps every clause; the broken ones change one thing. */
class ChainingStore extends SimulatedStore {

    ChainingStore(SimulatedDatabase database, SimulatedLink link) {
        super(database, link);
    }

    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        requireOpen();
        List<ChainedWrite> copies = StoreLimits.checkChain(links).stream()
                .map(ChainingStore::copied)
                .toList();
        try {
            return sent(copies);
        } catch (NotSent e) {
            return new ChainResult(List.of(), new Ending.Failed(new StoreException("the chain was not sent", e)));
        } catch (NoAnswer e) {
            return inDoubt(copies, new OutcomeUnknownException("the chain was not answered", e));
        }
    }

    private static ChainedWrite copied(ChainedWrite link) {
        if (link instanceof Add add) {
            return new Add(add.key(), add.value().clone());
        } else if (link instanceof Swap swap) {
            return new Swap(swap.key(), swap.value().clone(), swap.expected());
        }
        return link instanceof SwapOf swap ? new SwapOf(swap.key(), swap.value().clone(), swap.link()) : link;
    }

    @Override
    public int chainLength() {
        return StoreLimits.MAX_CHAIN_LINKS;
    }

    ChainResult sent(List<ChainedWrite> links) {
        return link.call(() -> {
            synchronized (database) {
                return atDatabase(links);
            }
        });
    }

    ChainResult inDoubt(List<ChainedWrite> links, OutcomeUnknownException doubt) {
        return new ChainResult(List.of(), new Ending.Unknown(doubt));
    }

    /** All of it under the database's lock. */
    ChainResult atDatabase(List<ChainedWrite> links) {
        List<Optional<Version>> happened = new ArrayList<>();
        for (ChainedWrite link : links) {
            Optional<Optional<Version>> made = taken(link, happened);
            if (made.isEmpty()) {
                return new ChainResult(happened, new Ending.Refused());
            }
            happened.add(made.get());
        }
        return new ChainResult(happened, new Ending.Complete());
    }

    /** What the key of the link has now, if the link happened. */
    Optional<Optional<Version>> taken(ChainedWrite link, List<Optional<Version>> happened) {
        if (link instanceof Add add) {
            return database.add(add.key(), add.value()) instanceof AddResult.Added added
                    ? Optional.of(Optional.of(added.version()))
                    : Optional.empty();
        } else if (link instanceof Swap swap) {
            return swapped(swap.key(), swap.value(), swap.expected());
        } else if (link instanceof SwapOf swap) {
            return swapped(swap.key(), swap.value(), given(swap, happened));
        }
        return held(link);
    }

    Version given(SwapOf swap, List<Optional<Version>> happened) {
        return happened.get(swap.link()).orElseThrow();
    }

    Optional<Optional<Version>> held(ChainedWrite link) {
        Optional<Version> there = database.get(link.key()).map(Entry::version);
        boolean holds =
                link instanceof ExpectAbsent ? there.isEmpty() : there.equals(Optional.of(((Expect) link).expected()));
        return holds ? Optional.of(there) : Optional.empty();
    }

    private Optional<Optional<Version>> swapped(String key, byte[] value, Version expected) {
        return database.swap(key, value, expected) instanceof SwapResult.Swapped swapped
                ? Optional.of(Optional.of(swapped.version()))
                : Optional.empty();
    }
}
