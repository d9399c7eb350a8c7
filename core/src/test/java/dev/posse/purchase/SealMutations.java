package dev.posse.purchase;

import static dev.posse.explorer.Mutation.instead;

import dev.posse.explorer.Mutation;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Wrong variants of what makes a refusal final: of seals, and of what calls are bound to them. */
public final class SealMutations {

    private SealMutations() {}

    /** A10: who asks again hears a refusal that nothing makes final, while an earlier D2 is in flight. */
    public static Mutation refusalIsNotSealed() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof RefusalSealing.Seal seal
                        ? instead(PurchaseMutations.refused(seal.refusal()))
                        : next;
            }
        };
    }

    /** The seal as it was first drawn up: a swap with unchanged content, which a live driver fires past. */
    public static Mutation sealLeavesContentUnchanged() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof RefusalSealing.Seal seal
                        ? instead(new OtherWrite(
                                seal,
                                new Operation.Swap(
                                        seal.account().document(),
                                        seal.account().version())))
                        : next;
            }
        };
    }

    /** A10: after a lost chain a call goes on as if nothing of it had been sent. */
    public static Mutation lostChainsAreForgotten() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof PurchaseDriver.D0Known known && answer instanceof Answer.Unknown
                        ? instead(new PurchaseDriver.D0(known.call()))
                        : next;
            }
        };
    }

    /** A10: whoever was to be served after the one whose chain was lost goes on as if nothing of his had been sent. */
    public static Mutation thoseBehindAreForgotten() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (!(answer instanceof Answer.Unknown)
                        || !(step instanceof CombinedPurchases.Serving serving)
                        || !(next instanceof End<?> end)) {
                    return next;
                }
                List<TurnResult> handed = new ArrayList<>();
                List<?> before = (List<?>) end.result();
                for (int at = 0; at < before.size(); at++) {
                    int behind = at - serving.purchases().done().size();
                    handed.add(
                            behind > 0
                                    ? new TurnResult.At(serving.purchases()
                                            .waiting()
                                            .get(behind)
                                            .alone())
                                    : (TurnResult) before.get(at));
                }
                return instead(new End<>(List.copyOf(handed)));
            }
        };
    }

    /** A call that reads again is not bound to the seals that it read first. */
    public static Mutation callsAreNotBoundToSeals() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof PurchaseDriver.D0 again) {
                    return instead(new PurchaseDriver.D0(new PurchaseCall(
                            again.call().attempt(),
                            again.call().round(),
                            OptionalLong.empty(),
                            again.call().archiveRead(),
                            again.call().leftToPosse(),
                            again.call().beatenAt(),
                            again.call().claimed(),
                            again.call().doubt())));
                }
                return next;
            }
        };
    }

    /** A10: a call for which the one who combines has read is not bound to what was read. */
    public static Mutation readingForOthersBindsNobody() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (!(step instanceof CombinedPurchases.Serving serving)
                        || !(serving.step() instanceof PurchaseDriver.D0Known known)
                        || !(answer instanceof Answer.Found)) {
                    return next;
                }
                Step<PurchaseEnd> unbound = new PurchaseDriver.D0Known(
                        PurchaseCall.first(known.call().attempt()), known.campaign(), known.account());
                return instead(new CombinedPurchases.Serving(serving.purchases(), unbound, unbound.operation(), false)
                        .on(answer));
            }
        };
    }
}
