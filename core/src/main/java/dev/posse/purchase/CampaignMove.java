package dev.posse.purchase;

import dev.posse.document.Campaign;
import dev.posse.document.Stored;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a driver's way, where nothing is left to be done but D6: its node may let those who stand there take it together. */
public final class CampaignMove {

    private CampaignMove() {}

    /**
     * Returns whether a driver has settled its sale but for the campaign, which it is about to move.
     *
     * @param next where it stands
     * @return true at D6, before it has found somebody else's write in its way
     */
    public static boolean isNext(Next<?> next) {
        return next instanceof NestedStep<?, ?> nested
                && nested.then() instanceof SlotClaiming.AfterSettlement
                && Settlement.isAtCampaign(nested.inner());
    }

    /**
     * Moves the campaign once for several drivers that are about to.
     *
     * @param all where they stand: each at D6, and of one campaign
     * @param written the campaign as their node wrote it last, if it did; one of them may have read it since
     * @return the first step; the end tells of each, in the same order, where it stands then
     */
    public static Step<List<Next<PurchaseEnd>>> together(
            List<Next<PurchaseEnd>> all, Optional<Stored<Campaign>> written) {
        Settlement.Request first = request(all.get(0));
        List<Long> slots = all.stream()
                .map(next -> request(next).claim().slot())
                .sorted()
                .collect(Collectors.toUnmodifiableList());
        return new NestedStep<>(
                Settlement.fromCampaign(first, slots, newest(all, written)),
                new Each(all.stream().map(CampaignMove::after).collect(Collectors.toUnmodifiableList())));
    }

    private static Optional<Stored<Campaign>> newest(List<Next<PurchaseEnd>> all, Optional<Stored<Campaign>> written) {
        return Stream.concat(
                        written.stream(),
                        all.stream()
                                .map(next -> ((NestedStep<?, PurchaseEnd>) next).inner())
                                .flatMap(step -> step instanceof Settlement.D6 moves
                                        ? Stream.of(moves.campaign())
                                        : Stream.empty()))
                // What was written comes first: of equal ones it is the later.
                .reduce((one, other) ->
                        other.document().frontier() > one.document().frontier() ? other : one);
    }

    private static Settlement.Request request(Next<PurchaseEnd> next) {
        return ((Settlement.SettlementStep) ((NestedStep<?, PurchaseEnd>) next).inner()).request();
    }

    private static SlotClaiming.AfterSettlement after(Next<PurchaseEnd> next) {
        return (SlotClaiming.AfterSettlement) ((NestedStep<?, PurchaseEnd>) next).then();
    }

    /** Each of them reports its sale. */
    record Each(List<SlotClaiming.AfterSettlement> all)
            implements NestedStep.Continuation<Settled, List<Next<PurchaseEnd>>> {
        @Override
        public Next<List<Next<PurchaseEnd>>> with(Settled settled) {
            return new End<>(all.stream()
                    .map(after -> after.with(of(after.claim().slot(), settled)))
                    .collect(Collectors.toUnmodifiableList()));
        }

        private static Settled of(long slot, Settled together) {
            if (!(together instanceof Settled.PartlyComplete partly)) {
                return together;
            }
            return partly.left().contains(slot)
                    ? new Settled.LeftToPosse("too many slots wait for an earlier one")
                    : new Settled.Complete();
        }

        @Override
        public Next<List<Next<PurchaseEnd>>> after(RuntimeException trouble) {
            return new End<>(all.stream().map(after -> after.after(trouble)).collect(Collectors.toUnmodifiableList()));
        }
    }
}
