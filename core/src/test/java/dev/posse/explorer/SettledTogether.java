package dev.posse.explorer;

import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.purchase.CampaignMove;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Buyers of one node who have their campaign moved for all of them at once. Here one thread takes their steps, one buyer after the other;
 * what they do side by side is explored with each of them by himself.
 *
 * @param all where they stand
 * @param at the one who goes on
 */
record SettledTogether(List<Next<PurchaseEnd>> all, int at) implements Step<List<TurnResult>> {

    private Step<PurchaseEnd> step() {
        return (Step<PurchaseEnd>) all.get(at);
    }

    @Override
    public StepName name() {
        return step().name();
    }

    @Override
    public Subject subject() {
        return step().subject();
    }

    @Override
    public Operation operation() {
        return step().operation();
    }

    @Override
    public Next<List<TurnResult>> on(Answer answer) {
        List<Next<PurchaseEnd>> now = new ArrayList<>(all);
        now.set(at, step().on(answer));
        int next = at;
        while (next < now.size() && (now.get(next) instanceof End || CampaignMove.isNext(now.get(next)))) {
            next++;
        }
        return next < now.size() ? new SettledTogether(List.copyOf(now), next) : moved(now);
    }

    private static Next<List<TurnResult>> moved(List<Next<PurchaseEnd>> all) {
        List<Next<PurchaseEnd>> moving =
                all.stream().filter(CampaignMove::isNext).toList();
        return moving.isEmpty()
                ? new End<>(handed(all))
                : NestedStep.of(CampaignMove.together(moving, Optional.empty()), new Moved(List.copyOf(all)));
    }

    /** The campaign was moved for those who were about to. */
    record Moved(List<Next<PurchaseEnd>> all)
            implements NestedStep.Continuation<List<Next<PurchaseEnd>>, List<TurnResult>> {
        @Override
        public Next<List<TurnResult>> with(List<Next<PurchaseEnd>> ends) {
            List<Next<PurchaseEnd>> now = new ArrayList<>(all);
            int end = 0;
            for (int buyer = 0; buyer < now.size(); buyer++) {
                if (CampaignMove.isNext(now.get(buyer))) {
                    now.set(buyer, ends.get(end++));
                }
            }
            return new End<>(handed(now));
        }
    }

    private static List<TurnResult> handed(List<Next<PurchaseEnd>> all) {
        return all.stream().<TurnResult>map(TurnResult.At::new).toList();
    }
}
