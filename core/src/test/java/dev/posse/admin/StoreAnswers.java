package dev.posse.admin;

import dev.posse.document.Document;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.HashMap;
import java.util.Map;

/** What a store may answer, for tests that call steps by themselves. */
final class StoreAnswers {

    static final Answer HAPPENED = new Answer.Happened(new Version("9"));
    static final Answer REFUSED = new Answer.Refused();
    static final Answer UNKNOWN = new Answer.Unknown();
    static final Answer NOTHING = new Answer.Found(Map.of());

    private StoreAnswers() {}

    static Answer failed() {
        return new Answer.Failed(new StoreException("the store is away"));
    }

    static Answer found(Document... documents) {
        Map<String, Entry> entries = new HashMap<>();
        for (Document document : documents) {
            entries.put(document.key(), new Entry(document.encode(), new Version("7")));
        }
        return new Answer.Found(entries);
    }

    static <R> Step<R> step(Next<R> next) {
        return (Step<R>) next;
    }

    static <R> R end(Next<R> next) {
        if (next instanceof End<R> end) {
            return end.result();
        }
        throw new AssertionError("It is not the end: " + next);
    }

    /** What a swap or add would write. */
    static Document written(Step<?> step) {
        return step.operation() instanceof Operation.Swap swap
                ? swap.document()
                : ((Operation.Add) step.operation()).document();
    }
}
