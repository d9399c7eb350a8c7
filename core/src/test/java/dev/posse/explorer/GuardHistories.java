package dev.posse.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every sequence of what may happen to one node and its database, up to a length, shortest first. */
final class GuardHistories {

    /** Events of the longest history. */
    static final int LONGEST = 5;

    private GuardHistories() {}

    /** What may happen. */
    enum Happening {
        EMPTIED("the database is emptied"),
        RESTORED("the copy with which it began is restored"),
        LOOK("the node looks"),
        LOOK_IN_VAIN("the node looks, and nothing can be read"),
        PURCHASE("a purchase is asked"),
        CONFIRMED("a person confirms the data set");

        private final String what;

        Happening(String what) {
            this.what = what;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** A history, and what is wrong at its end. */
    record Violation(List<Happening> history, String what) {}

    /** {@return the shortest history with something wrong at its end} */
    static Optional<Violation> explore(GuardedNode.Variant variant) {
        List<List<Happening>> shorter = List.of(List.of());
        for (int length = 1; length <= LONGEST; length++) {
            List<List<Happening>> longer = new ArrayList<>();
            for (List<Happening> before : shorter) {
                for (Happening last : Happening.values()) {
                    List<Happening> history = new ArrayList<>(before);
                    history.add(last);
                    longer.add(history);
                }
                List<Happening> history = new ArrayList<>(before);
                history.add(Happening.PURCHASE);
                Optional<String> wrong = walk(variant, history);
                if (wrong.isPresent()) {
                    return Optional.of(new Violation(history, wrong.get()));
                }
            }
            shorter = longer;
        }
        return Optional.empty();
    }

    /** Walks a history; what shows before its end shows at the end of a shorter one. */
    private static Optional<String> walk(GuardedNode.Variant variant, List<Happening> history) {
        GuardedNode node = new GuardedNode(variant);
        boolean isFound = false;
        boolean isTouched = false;
        long seen = 0;
        for (Happening happening : history) {
            boolean buys = false;
            switch (happening) {
                case EMPTIED -> node.store().empty();
                case RESTORED -> node.store().restore();
                case LOOK -> {
                    node.look();
                    isFound |= node.campaign().isEmpty() || last(node) < seen;
                }
                case LOOK_IN_VAIN -> node.lookInVain();
                case CONFIRMED -> {
                    if (node.confirms()) {
                        isFound = false;
                        seen = last(node);
                    }
                }
                case PURCHASE -> buys = node.buys();
            }
            isTouched |= happening == Happening.EMPTIED || happening == Happening.RESTORED;
            if (buys && isFound) {
                return Optional.of(
                        "law A12: a slot is sold, the node has found another data set, and nobody has confirmed it");
            } else if (!isTouched && happening == Happening.PURCHASE && !buys) {
                return Optional.of("law A13: nothing is sold, and the data set is whole");
            }
            seen = buys ? Math.max(seen, last(node)) : seen;
        }
        return Optional.empty();
    }

    private static long last(GuardedNode node) {
        return node.campaign().map(found -> found.lastPurchasedSlot()).orElse(0L);
    }
}
