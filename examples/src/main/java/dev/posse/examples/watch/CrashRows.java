package dev.posse.examples.watch;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.workload.ProtocolWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The purchases whose node died or stood still in the middle of them, and who finished them. */
final class CrashRows implements RunListener {

    private static final int MOST = 300;

    /**
     * One of them.
     *
     * @param purchase its id
     * @param campaign wanted
     * @param slot that was sold, or 0
     * @param node that left it
     * @param step at which, in words
     * @param at milliseconds since the run began
     * @param state open, finished, settled, or nothing: it was over without a sale
     * @param by node that finished it, or empty
     * @param how it was finished: the branch of the recovery tree in words, or what a login did
     * @param tookMillis from the crash until the campaign had moved past the slot, or -1
     */
    record CrashRow(
            String purchase,
            String campaign,
            long slot,
            String node,
            String step,
            long at,
            String state,
            String by,
            String how,
            long tookMillis) {

        CrashRow finished(String finisher, String words, String campaignSold, long slotSold) {
            return new CrashRow(
                    purchase,
                    campaignSold.isEmpty() ? campaign : campaignSold,
                    slotSold > 0 ? slotSold : slot,
                    node,
                    step,
                    at,
                    state.equals("settled") ? state : "finished",
                    by.isEmpty() ? finisher : by,
                    // Who finished it says more than that its buyer has heard of it.
                    how.isEmpty() || (by.isEmpty() && !finisher.isEmpty()) ? words : how,
                    tookMillis);
        }

        CrashRow settled(long slotSold, long millis) {
            return new CrashRow(purchase, campaign, slotSold, node, step, at, "settled", by, how, millis);
        }

        CrashRow over(String words) {
            return new CrashRow(
                    purchase, campaign, slot, node, step, at, "nothing", by, how.isEmpty() ? words : how, tookMillis);
        }
    }

    private record Known(CrashRow row, long version) {}

    private final Map<String, Known> rows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };
    private long version;
    private long onlyRead;

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.DriverDied died) {
            died(died);
        } else if (event instanceof RunEvent.SaleRecovered recovered) {
            change(
                    recovered.purchase(),
                    row -> row.finished(
                            recovered.node(),
                            ProtocolWords.recovery(recovered.branch()),
                            recovered.campaign(),
                            recovered.slot()));
        } else if (event instanceof RunEvent.LockResolved resolved) {
            resolved(resolved);
        } else if (event instanceof RunEvent.CrashSettled settled) {
            change(settled.purchase(), row -> row.settled(settled.slot(), (settled.at() - settled.crashed()) / 1_000));
        } else if (event instanceof RunEvent.PurchaseEnded ended) {
            ended(ended.purchase(), ended.word());
        }
    }

    /** Who had only read has left nothing behind; the buyer asks again, and that is all. */
    private void died(RunEvent.DriverDied died) {
        if (died.step().isEmpty()
                || died.step().startsWith("D0")
                || died.step().startsWith("D1")
                || died.step().startsWith("L0")) {
            onlyRead++;
            version++;
            return;
        }
        rows.computeIfAbsent(
                died.purchase(),
                purchase -> new Known(
                        new CrashRow(
                                purchase,
                                died.campaign(),
                                0,
                                died.node(),
                                ProtocolWords.step(died.step()),
                                died.at() / 1_000,
                                "open",
                                "",
                                "",
                                -1),
                        ++version));
    }

    private void resolved(RunEvent.LockResolved resolved) {
        String words = "a login: " + ProtocolWords.lock(resolved.how());
        change(
                resolved.purchase(),
                row -> resolved.how().equals("CLEARED")
                        ? row.over("a login on " + resolved.node() + " found nothing claimed, and has unlocked the account")
                        : row.finished(resolved.node(), words, resolved.campaign(), resolved.slot()));
    }

    private void ended(String purchase, String word) {
        boolean bought = word.equals("PURCHASED");
        change(purchase, row -> {
            if (!row.state().equals("open")) {
                return row;
            }
            return bought
                    ? row.finished("", "the buyer asked again and was told: purchased", "", 0)
                    : row.over("the buyer asked again and was told: "
                            + word.toLowerCase(Locale.ROOT).replace('_', ' '));
        });
    }

    private void change(String purchase, UnaryOperator<CrashRow> how) {
        rows.computeIfPresent(purchase, (unused, known) -> {
            CrashRow changed = how.apply(known.row());
            return changed.equals(known.row()) ? known : new Known(changed, ++version);
        });
    }

    /** Calls that died before they had written anything. */
    synchronized long onlyRead() {
        return onlyRead;
    }

    synchronized long version() {
        return version;
    }

    /** Those that have changed since a version, oldest first. */
    synchronized List<CrashRow> since(long seen) {
        return rows.values().stream()
                .filter(known -> known.version() > seen)
                .map(Known::row)
                .toList();
    }
}
