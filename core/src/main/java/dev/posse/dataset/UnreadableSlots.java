package dev.posse.dataset;

import dev.posse.document.Key;
import dev.posse.document.Reading;
import dev.posse.document.Slot;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The slots that could not be read where a campaign sells next, by a purchase or a patrol of this node, until one of them can: buyers look
 * there before they lock their accounts. Thread-safe; one of each campaign, of at most {@value #MOST}.
 */
public final class UnreadableSlots implements StepRunner.StepListener {

    private static final int MOST = 1_024;

    private final Map<String, Long> slots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    private volatile boolean isEmpty = true;

    UnreadableSlots() {}

    /** Takes note of what a purchase has found at the slot that it aims at, or below that. */
    @Override
    public void on(Step<?> taken, Operation operation, Answer answer) {
        switch (taken.name()) {
            case D1_SLOT, D3_LOOK -> looked(taken.subject(), 0, answer);
            case D3_BELOW -> looked(taken.subject(), 1, answer);
            default -> {}
        }
    }

    private void looked(Subject subject, long below, Answer answer) {
        if (subject.campaign().isPresent() && subject.slot().isPresent()) {
            Key<Slot> key = Key.slot(subject.campaign().get(), subject.slot().getAsLong() - below);
            saw(
                    subject.campaign().get(),
                    subject.slot().getAsLong() - below,
                    answer instanceof Answer.Found found
                            ? Reading.answered(Set.of(key.name()), found.entries())
                            : new Reading(Map.of(), Map.of(key.name(), new StoreException("No answer"))));
        }
    }

    /**
     * Takes note of what a read has shown of a slot, if it has asked for it.
     *
     * @param campaign its campaign
     * @param slot its number
     * @param read that was made
     */
    public void saw(String campaign, long slot, Reading read) {
        Key<Slot> key = Key.slot(campaign, slot);
        if (read.verdict(key, any -> true).isPresent()) {
            readable(campaign, slot);
        } else if (read.isKnown(key.name()) || read.failure(key.name()).isPresent()) {
            unreadable(campaign, slot);
        }
    }

    private synchronized void unreadable(String campaign, long slot) {
        slots.put(campaign, slot);
        isEmpty = false;
    }

    private void readable(String campaign, long slot) {
        if (!isEmpty) {
            synchronized (this) {
                slots.remove(campaign, slot);
                isEmpty = slots.isEmpty();
            }
        }
    }

    /**
     * Returns whether a slot could not be read, and has not been read since.
     *
     * @param campaign its campaign
     * @param slot its number
     * @return true if somebody who needs it is to look first
     */
    public boolean isAt(String campaign, long slot) {
        if (isEmpty) {
            return false;
        }
        synchronized (this) {
            return Long.valueOf(slot).equals(slots.get(campaign));
        }
    }

    /** Forgets everything: a person has confirmed the data set as it is. */
    synchronized void forget() {
        slots.clear();
        isEmpty = true;
    }
}
