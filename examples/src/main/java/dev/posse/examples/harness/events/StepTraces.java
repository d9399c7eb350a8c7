package dev.posse.examples.harness.events;

import dev.posse.examples.harness.events.RunEvent.Answered;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What befell each purchase, in order: asked, step by step, died, finished by whom. Of the newest purchases, and for longer of
 * those whose driver died.
 */
public final class StepTraces implements RunListener {

    private static final int MOST_PURCHASES = 2_000;
    private static final int MOST_CRASHED = 500;

    /** A purchase that is asked for again and again is cut here. */
    private static final int MOST_EVENTS = 120;

    private final Map<String, List<RunEvent>> recent = new Newest<>(MOST_PURCHASES);
    private final Map<String, List<RunEvent>> crashed = new Newest<>(MOST_CRASHED);

    /** Steps that are told before it is known for which purchase, by slot, or by node and account. */
    private final Map<String, List<RunEvent>> ownerless = new Newest<>(MOST_CRASHED);

    /** Whose a slot is. */
    private final Map<String, String> owners = new Newest<>(MOST_PURCHASES);

    private Optional<String> newest = Optional.empty();

    /** Knows of no purchase yet. */
    public StepTraces() {}

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof Asked asked) {
            newest = Optional.of(asked.purchase());
        }
        if (event instanceof SlotClaimed claimed) {
            owners.put(slot(claimed.campaign(), claimed.slot()), claimed.purchase());
        } else if (event instanceof SaleRecovered recovered) {
            adopt(slot(recovered.campaign(), recovered.slot()), recovered.purchase());
        } else if (event instanceof LockResolved resolved) {
            adopt(account(resolved.node(), resolved.account()), resolved.purchase());
        } else if (event instanceof StepTaken taken && taken.purchase().isEmpty()) {
            ownerless(taken);
            return;
        }
        purchaseOf(event).filter(purchase -> !purchase.isEmpty()).ifPresent(purchase -> add(purchase, event));
    }

    /** Steps that were taken before it was known for which purchase. */
    private void adopt(String about, String purchase) {
        List<RunEvent> steps = ownerless.remove(about);
        if (steps != null) {
            steps.forEach(step -> add(purchase, step));
        }
    }

    private void ownerless(StepTaken taken) {
        String about = taken.slot() > 0 && !taken.campaign().isEmpty()
                ? slot(taken.campaign(), taken.slot())
                : account(taken.node(), taken.account());
        String owner = owners.get(about);
        if (owner != null) {
            add(owner, taken);
            return;
        }
        List<RunEvent> steps = ownerless.computeIfAbsent(about, unused -> new ArrayList<>());
        if (steps.size() < MOST_EVENTS) {
            steps.add(taken);
        }
    }

    private static String slot(String campaign, long slot) {
        return campaign + "/" + slot;
    }

    private static String account(String node, String account) {
        return node + " " + account;
    }

    /**
     * Returns the purchase that was asked for last.
     *
     * @return its id, if there was one
     */
    public synchronized Optional<String> newest() {
        return newest;
    }

    /**
     * Returns what befell a purchase.
     *
     * @param purchase its id
     * @return in order; empty if it is not known, or not any more
     */
    public synchronized List<RunEvent> of(String purchase) {
        List<RunEvent> events = crashed.containsKey(purchase) ? crashed.get(purchase) : recent.get(purchase);
        return events == null ? List.of() : List.copyOf(events);
    }

    private void add(String purchase, RunEvent event) {
        List<RunEvent> known = crashed.get(purchase);
        if (known == null) {
            known = recent.computeIfAbsent(purchase, unused -> new ArrayList<>());
            if (event instanceof DriverDied) {
                recent.remove(purchase);
                crashed.put(purchase, known);
            }
        }
        if (known.size() < MOST_EVENTS) {
            known.add(event);
        }
    }

    /**
     * Says which purchase an event is about.
     *
     * @param event any
     * @return its id, if it is about one
     */
    public static Optional<String> purchaseOf(RunEvent event) {
        if (event instanceof StepTaken taken) {
            return Optional.of(taken.purchase());
        } else if (event instanceof Asked asked) {
            return Optional.of(asked.purchase());
        } else if (event instanceof Answered answered) {
            return Optional.of(answered.purchase());
        } else if (event instanceof RunEvent.InDoubt doubt) {
            return Optional.of(doubt.purchase());
        } else if (event instanceof RunEvent.DoubtEnded ended) {
            return Optional.of(ended.purchase());
        } else if (event instanceof SlotClaimed claimed) {
            return Optional.of(claimed.purchase());
        } else if (event instanceof DriverDied died) {
            return Optional.of(died.purchase());
        } else if (event instanceof SaleRecovered recovered) {
            return Optional.of(recovered.purchase());
        } else if (event instanceof CrashSettled settled) {
            return Optional.of(settled.purchase());
        } else if (event instanceof LockResolved resolved) {
            return Optional.of(resolved.purchase());
        } else if (event instanceof PurchaseEnded ended) {
            return Optional.of(ended.purchase());
        }
        return Optional.empty();
    }

    private static final class Newest<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        private Newest(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
