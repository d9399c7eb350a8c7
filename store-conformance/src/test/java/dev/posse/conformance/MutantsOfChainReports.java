package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stores say of chains that is not so. */
final class MutantsOfChainReports {

    private MutantsOfChainReports() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.ofChains("a chain is called complete wherever it ended", AlwaysComplete::new),
                Mutant.ofChains("a refused chain is reported with the link that was refused", OneMore::new),
                Mutant.ofChains("a chain answers with versions of its own", MadeUpVersions::new),
                Mutant.ofChains("a link that happened is reported with its key's last version", LastVersions::new),
                Mutant.ofChains("a chain in doubt is called refused", DoubtIsRefusal::new),
                Mutant.ofChains("a chain in doubt is called failed", DoubtIsFailure::new),
                Mutant.ofChains("a chain in doubt is called complete", DoubtIsSuccess::new),
                Mutant.ofChains("a chain in doubt throws", DoubtIsThrown::new),
                Mutant.ofChains("a chain whose commit is in doubt is called failed", CommitInDoubtIsFailure::new),
                Mutant.ofChains("a complete chain is called refused", RefusedThoughMade::new),
                Mutant.ofChains("a refused chain says that none was made, and some were", NoneThoughSome::new),
                Mutant.ofChains("a chain longer than the store likes is cut short", CutShort::new),
                Mutant.ofChains("a chain has the length that the store wishes it had", Boastful::new));
    }

    /** What a link leaves behind, says who has not looked. */
    private static Optional<Version> madeUp(ChainedWrite link) {
        return link instanceof ExpectAbsent ? Optional.empty() : Optional.of(new Version("surely"));
    }

    static final class AlwaysComplete extends ChainingStore {
        AlwaysComplete(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            List<Optional<Version>> happened =
                    new ArrayList<>(super.atDatabase(links).happened());
            for (ChainedWrite link : links.subList(happened.size(), links.size())) {
                happened.add(madeUp(link));
            }
            return new ChainResult(happened, new Ending.Complete());
        }
    }

    static final class OneMore extends ChainingStore {
        OneMore(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            int at = result.happened().size();
            if (at + 1 >= links.size()) {
                return result;
            }
            List<Optional<Version>> happened = new ArrayList<>(result.happened());
            happened.add(madeUp(links.get(at)));
            return new ChainResult(happened, result.ending());
        }
    }

    static final class MadeUpVersions extends ChainingStore {
        MadeUpVersions(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult sent(List<ChainedWrite> links) {
            ChainResult result = super.sent(links);
            List<Optional<Version>> happened = new ArrayList<>();
            for (int at = 0; at < result.happened().size(); at++) {
                happened.add(
                        links.get(at) instanceof Expect
                                ? result.happened().get(at)
                                : result.happened().get(at).map(version -> new Version("my-" + version)));
            }
            return new ChainResult(happened, result.ending());
        }
    }

    /** As a store that reads the versions when all is over. */
    static final class LastVersions extends ChainingStore {
        LastVersions(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            return new ChainResult(
                    links.subList(0, result.happened().size()).stream()
                            .map(link -> database.get(link.key()).map(Entry::version))
                            .toList(),
                    result.ending());
        }
    }

    static final class DoubtIsRefusal extends ChainingStore {
        DoubtIsRefusal(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult inDoubt(List<ChainedWrite> links, OutcomeUnknownException doubt) {
            return new ChainResult(List.of(), new Ending.Refused());
        }
    }

    static final class DoubtIsFailure extends ChainingStore {
        DoubtIsFailure(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult inDoubt(List<ChainedWrite> links, OutcomeUnknownException doubt) {
            return new ChainResult(List.of(), new Ending.Failed(new StoreException("timed out", doubt)));
        }
    }

    static final class DoubtIsSuccess extends ChainingStore {
        DoubtIsSuccess(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult inDoubt(List<ChainedWrite> links, OutcomeUnknownException doubt) {
            return new ChainResult(
                    links.stream().map(MutantsOfChainReports::madeUp).toList(), new Ending.Complete());
        }
    }

    static final class DoubtIsThrown extends ChainingStore {
        DoubtIsThrown(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult inDoubt(List<ChainedWrite> links, OutcomeUnknownException doubt) {
            throw doubt;
        }
    }

    /** A statement for each link, and a commit: only the last of these round trips is misreported. */
    static final class CommitInDoubtIsFailure extends ChainingStore {
        CommitInDoubtIsFailure(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult sent(List<ChainedWrite> links) {
            try {
                for (int statement = 0; statement < links.size(); statement++) {
                    link.call(() -> Boolean.TRUE);
                }
                return super.sent(links);
            } catch (NoAnswer e) {
                return new ChainResult(List.of(), new Ending.Failed(new StoreException("rolled back", e)));
            }
        }
    }

    static final class RefusedThoughMade extends ChainingStore {
        RefusedThoughMade(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            int most = Math.max(0, links.size() - 1);
            return result.ending() instanceof Ending.Complete
                    ? new ChainResult(result.happened().subList(0, most), new Ending.Refused())
                    : result;
        }
    }

    static final class NoneThoughSome extends ChainingStore {
        NoneThoughSome(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links);
            return result.ending() instanceof Ending.Refused
                    ? new ChainResult(List.of(), new Ending.NoneMade())
                    : result;
        }
    }

    static final class CutShort extends ChainingStore {
        CutShort(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        ChainResult atDatabase(List<ChainedWrite> links) {
            ChainResult result = super.atDatabase(links.subList(0, Math.min(100, links.size())));
            List<Optional<Version>> happened = new ArrayList<>(result.happened());
            while (result.ending() instanceof Ending.Complete && happened.size() < links.size()) {
                happened.add(madeUp(links.get(happened.size())));
            }
            return new ChainResult(happened, result.ending());
        }
    }

    static final class Boastful extends ChainingStore {
        Boastful(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public int chainLength() {
            return 1000;
        }
    }
}
