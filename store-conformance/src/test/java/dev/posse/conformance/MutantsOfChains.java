package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** What stores make of chains that they should not. */
final class MutantsOfChains {

    private MutantsOfChains() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofChains("a chain goes on after a refusal", GoesOn::new),
                Mutant.ofChains("a chain whose beginning is refused makes its last write alone", LastWriteAlone::new),
                Mutant.ofChains("a chain looks at its conditions, then writes from the end", WritesBackwards::new),
                Mutant.ofChains("the writes of a chain are sent side by side", SideBySide::new),
                Mutant.ofChains(
                        "each link of a chain is a message of its own, and none waits for another", Messages::new),
                Mutant.ofChains(
                        "a link from an earlier one's version swaps from the one before that", WrongReference::new),
                Mutant.ofChains("a link from an earlier one's version swaps whatever is there", AnyVersion::new),
                Mutant.ofChains("a lost chain is sent again and meets itself", SentAgain::new),
                Mutant.ofChains("a chain that failed waits for the connection", WritesLater::new),
                Mutant.ofChains("an expected version is not looked at", ExpectIgnored::new),
                Mutant.ofChains("an expected absence is not looked at", ExpectAbsentIgnored::new),
                Mutant.ofChains("an unusable link is noticed when the ones before it are written", NoticedLate::new));
    }

    static final class GoesOn extends ChainingStore {
        GoesOn(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            for (int rest = result.happened().size() + 1; rest < links.size(); rest++) {
                if (!(links.get(rest) instanceof SwapOf)) {
                    taken(links.get(rest), List.of());
                }
            }
            return result;
        }
    }

    static final class LastWriteAlone extends ChainingStore {
        LastWriteAlone(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            ChainedWrite last = links.get(links.size() - 1);
            if (result.happened().isEmpty() && links.size() > 1 && !(last instanceof SwapOf)) {
                taken(last, List.of());
            }
            return result;
        }
    }

    /** As a batch that is built from the end, on a database that locks each row by itself. */
    static final class WritesBackwards extends ChainingStore {
        WritesBackwards(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult sent(List<ChainedWrite> links) {
            boolean independent =
                    links.stream().map(ChainedWrite::key).distinct().count() == links.size();
            return link.call(() -> {
                synchronized (database) {
                    if (!independent
                            || !links.stream()
                                    .allMatch(add -> database.get(add.key()).isEmpty())) {
                        return atDatabase(links);
                    }
                }
                List<Optional<Version>> happened = new ArrayList<>();
                for (int at = links.size() - 1; at >= 0; at--) {
                    happened.add(taken(links.get(at), List.of()).orElse(Optional.empty()));
                    LockSupport.parkNanos(200_000);
                }
                Collections.reverse(happened);
                return new ChainResult(happened, new Ending.Complete());
            });
        }
    }

    /** Each of its own, whatever became of the others; the report is right. */
    static final class SideBySide extends ChainingStore {
        SideBySide(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            List<Optional<Version>> happened = new ArrayList<>();
            boolean stopped = false;
            for (ChainedWrite link : links) {
                if (stopped && link instanceof SwapOf) {
                    continue;
                }
                Optional<Optional<Version>> made = taken(link, happened);
                stopped |= made.isEmpty();
                if (!stopped) {
                    happened.add(made.orElseThrow());
                }
            }
            return new ChainResult(happened, stopped ? new Ending.Refused() : new Ending.Complete());
        }
    }

    /** All are under way at once: one that is held up does not hold up the next. */
    static final class Messages extends ChainingStore {
        Messages(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult sent(List<ChainedWrite> links) {
            List<Optional<Version>> happened = new ArrayList<>();
            Optional<NoAnswer> lost = Optional.empty();
            for (ChainedWrite one : links) {
                try {
                    if (lost.isPresent() && one instanceof SwapOf) {
                        continue;
                    }
                    Optional<Optional<Version>> made = link.call(() -> {
                        synchronized (database) {
                            return taken(one, happened);
                        }
                    });
                    if (made.isEmpty() && lost.isEmpty()) {
                        return new ChainResult(happened, new Ending.Refused());
                    }
                    happened.add(made.orElse(Optional.empty()));
                } catch (NoAnswer e) {
                    lost = Optional.of(e);
                }
            }
            if (lost.isPresent()) {
                throw lost.get();
            }
            return new ChainResult(happened, new Ending.Complete());
        }
    }

    static final class WrongReference extends ChainingStore {
        WrongReference(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Version given(SwapOf swap, List<Optional<Version>> happened) {
            return happened.get(Math.max(0, swap.link() - 1)).orElse(new Version("none"));
        }
    }

    static final class AnyVersion extends ChainingStore {
        AnyVersion(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Version given(SwapOf swap, List<Optional<Version>> happened) {
            return database.get(swap.key()).orElseThrow().version();
        }
    }

    static final class SentAgain extends ChainingStore {
        SentAgain(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult sent(List<ChainedWrite> links) {
            try {
                return super.sent(links);
            } catch (NoAnswer e) {
                return super.sent(links);
            }
        }
    }

    static final class WritesLater extends ChainingStore {
        private final Queue<List<ChainedWrite>> waiting = new ConcurrentLinkedQueue<>();

        WritesLater(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            ChainResult result = super.chain(links);
            if (result.ending() instanceof Ending.Failed) {
                waiting.add(links);
            } else {
                for (List<ChainedWrite> late = waiting.poll(); late != null; late = waiting.poll()) {
                    atDatabase(late);
                }
            }
            return result;
        }
    }

    static final class ExpectIgnored extends ChainingStore {
        ExpectIgnored(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Optional<Optional<Version>> held(ChainedWrite link) {
            return link instanceof Expect expect ? Optional.of(Optional.of(expect.expected())) : super.held(link);
        }
    }

    static final class ExpectAbsentIgnored extends ChainingStore {
        ExpectAbsentIgnored(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Optional<Optional<Version>> held(ChainedWrite link) {
            return link instanceof ExpectAbsent ? Optional.of(Optional.empty()) : super.held(link);
        }
    }

    static final class NoticedLate extends ChainingStore {
        NoticedLate(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            int usable = 0;
            while (usable < links.size() && isUsable(links.subList(0, usable + 1))) {
                usable++;
            }
            if (usable > 0 && usable < links.size()) {
                ChainResult unheard = super.chain(links.subList(0, usable));
                assert unheard != null;
            }
            return super.chain(links);
        }

        private static boolean isUsable(List<ChainedWrite> links) {
            try {
                return links.equals(StoreLimits.checkChain(links));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
