package dev.posse.audit;

import dev.posse.document.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Walks the archives of many accounts side by side: each step reads one document of each chain, all in one operation of the
 * store. Where one account's walk ends the next one's begins, so that a long archive does not hold up the others.
 */
final class EntryWalks {

    /** Accounts at a time; each has two chains. */
    static final int SIDE_BY_SIDE = ChunkedReads.CHUNK / 2;

    private final ChunkedReads reads;
    private final Consumer<AccountCheck> finished;
    private final List<AccountCheck> underWay = new ArrayList<>();

    EntryWalks(ChunkedReads reads, Consumer<AccountCheck> finished) {
        this.reads = reads;
        this.finished = finished;
    }

    void add(AccountCheck check) {
        if (check.keys().isEmpty()) {
            finished.accept(check);
            return;
        }
        underWay.add(check);
        while (underWay.size() >= SIDE_BY_SIDE) {
            step();
        }
    }

    /** Walks what is under way to its end. */
    void finish() {
        while (!underWay.isEmpty()) {
            step();
        }
    }

    private void step() {
        Reading found = reads.all(
                underWay.stream().flatMap(check -> check.keys().stream()).collect(Collectors.toUnmodifiableList()));
        underWay.forEach(check -> check.take(found));
        underWay.removeIf(check -> {
            boolean done = check.keys().isEmpty();
            if (done) {
                finished.accept(check);
            }
            return done;
        });
    }
}
