package dev.posse.step;

import dev.posse.document.Document;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The writes that an actor would make one after the other if each happened, found by asking its pure steps. They go to the store
 * as one chain; then the actor takes its real steps, with the real answers.
 *
 * <p>A version that only the store will give stands in for itself meanwhile: a {@link ChainedWrite.SwapOf} says which link gives
 * it.
 */
final class SpeculativeChain {

    private static final List<Version> STAND_INS = IntStream.range(0, StoreLimits.MAX_CHAIN_LINKS)
            .mapToObj(link -> new Version("given-by-link-" + link))
            .toList();

    /** One for each step: the one at hand and those that follow it. */
    private final List<ChainedWrite> links = new ArrayList<>();

    /** What they ask, in the same order. */
    private final List<Operation> operations = new ArrayList<>();

    private SpeculativeChain() {}

    /**
     * Collects.
     *
     * @param step at hand
     * @param most links that the store takes in one round trip
     * @return the chain, or empty if there is nothing to be gained by one
     */
    static Optional<SpeculativeChain> from(Step<?> step, int most) {
        SpeculativeChain chain = new SpeculativeChain();
        Next<?> next = step;
        boolean writes = false;
        while (next instanceof Step<?> at && chain.links.size() < most) {
            Operation operation = at.operation();
            Optional<ChainedWrite> link = link(operation);
            if (link.isEmpty()) {
                break;
            }
            boolean write = !(operation instanceof Operation.Expect);
            writes |= write;
            Answer happened = write ? new Answer.Happened(STAND_INS.get(chain.links.size())) : new Answer.Held();
            chain.links.add(link.get());
            chain.operations.add(operation);
            try {
                next = at.on(happened);
            } catch (RuntimeException e) {
                // What cannot go on from here says so when it gets here.
                break;
            }
        }
        return writes && chain.links.size() > 1 ? Optional.of(chain) : Optional.empty();
    }

    private static Optional<ChainedWrite> link(Operation operation) {
        if (operation instanceof Operation.Expect expect) {
            return Optional.of(expect.version()
                    .<ChainedWrite>map(version -> new ChainedWrite.Expect(expect.guess(), version))
                    .orElseGet(() -> new ChainedWrite.ExpectAbsent(expect.guess())));
        } else if (operation instanceof Operation.Add add) {
            return Optional.of(
                    new ChainedWrite.Add(add.document().key(), add.document().encode()));
        }
        return operation instanceof Operation.Swap swap ? Optional.of(link(swap)) : Optional.empty();
    }

    private static ChainedWrite link(Operation.Swap swap) {
        Document document = swap.document();
        int given = standIn(swap.expected());
        return given < 0
                ? new ChainedWrite.Swap(document.key(), document.encode(), swap.expected())
                : new ChainedWrite.SwapOf(document.key(), document.encode(), given);
    }

    /** Compared by identity: a store may call a version as it likes. */
    @SuppressWarnings("ReferenceEquality")
    private static int standIn(Version version) {
        for (int link = 0; link < STAND_INS.size(); link++) {
            if (STAND_INS.get(link) == version) {
                return link;
            }
        }
        return -1;
    }

    List<ChainedWrite> links() {
        return links;
    }

    /**
     * What the actor's own step asks, which need not be asked again: it is what was sent, from the version that was given.
     *
     * @param at its number
     * @param happened versions of the links that happened, all before it among them
     */
    Operation operation(int at, List<Optional<Version>> happened) {
        Operation operation = operations.get(at);
        return links.get(at) instanceof ChainedWrite.SwapOf swap
                ? new Operation.Swap(
                        ((Operation.Swap) operation).document(),
                        happened.get(swap.link()).orElseThrow())
                : operation;
    }

    static Answer happened(Operation operation, Optional<Version> version) {
        return operation instanceof Operation.Expect ? new Answer.Held() : new Answer.Happened(version.orElseThrow());
    }

    /** What the step hears at which a chain ended; nothing if it is to be asked by itself. */
    static Optional<Answer> answer(Ending ending, Operation operation) {
        if (ending instanceof Ending.Unknown) {
            return Optional.of(new Answer.Unknown());
        } else if (ending instanceof Ending.Failed failed) {
            return Optional.of(new Answer.Failed(failed.cause()));
        }
        return ending instanceof Ending.NoneMade || operation instanceof Operation.Expect
                ? Optional.empty()
                : Optional.of(new Answer.Refused());
    }
}
