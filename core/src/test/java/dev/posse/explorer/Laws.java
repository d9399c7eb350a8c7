package dev.posse.explorer;

import static dev.posse.explorer.Scenarios.scenario;

import dev.posse.admin.BalanceMutations;
import dev.posse.document.Document;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.fixture.Mutation;
import dev.posse.purchase.ArchiveMutations;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseMutations;
import dev.posse.purchase.SealMutations;
import dev.posse.purchase.SettlementMutations;
import dev.posse.recovery.Patrol;
import dev.posse.recovery.PatrolMutations;
import dev.posse.step.Step;
import java.util.List;

/** The laws of the protocol, each with variants that lack it: every one must be found out. */
final class Laws {

    private Laws() {}

    private static final List<Document> FRESH = Starts.fresh(3, "u", "v");
    private static final Actor DRIVER = Cast.driver("u", "p", 1);
    private static final Actor COMPLETER = Cast.login("u", LockPolicy.COMPLETE);
    private static final String FULL = "window 1, full";
    private static final String ARCHIVED = "window 1, one archived";
    private static final Actor CANCELLER = Cast.login("u", LockPolicy.CANCEL);

    static List<Law> all() {
        return List.of(
                new Law(
                        "A1 Identity",
                        "the posse compares slot numbers instead of attempt ids",
                        PatrolMutations.slotNumbersAreCompared(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driver("u", "second", 1), Cast.recoverer(1))),
                new Law(
                        "A1 Identity",
                        "a claim is taken for one's own because the attempt id is the same",
                        PurchaseMutations.attemptIdsAreEnough(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driverWithAttempt("v", "q", "a-p"))),
                new Law(
                        "A2 Fence before clearing",
                        "a login clears the lock without firing the shot",
                        PurchaseMutations.loginClearsWithoutFiring(),
                        scenario("slot absent", FRESH, 0, DRIVER, CANCELLER)),
                new Law(
                        "A2 Fence before clearing",
                        "a login takes a refused or lost shot for a dead one",
                        PurchaseMutations.loginTakesRefusalForDeath(),
                        scenario("slot absent", FRESH, 1, DRIVER, CANCELLER)),
                new Law(
                        "A2b The fence is the version",
                        "a driver swaps any void that it sees",
                        PurchaseMutations.driverSwapsAnyVoid(),
                        scenario("slot absent", FRESH, 0, DRIVER, CANCELLER)),
                new Law(
                        "A3 Every lock can be resolved",
                        "a login leaves the lock to whoever made it",
                        PurchaseMutations.loginLeavesLocks(),
                        scenario("slot absent", FRESH, 0, DRIVER)),
                new Law(
                        "A4 A mismatch is accepted only after looking",
                        "a refused debit is taken for somebody else's",
                        SettlementMutations.refusedDebitIsAccepted(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.depositor("u"))),
                new Law(
                        "A5 Order",
                        "the campaign moves before the debit (D5 and D6 change places)",
                        SettlementMutations.campaignMovesBeforeDebit(),
                        scenario("slot absent", FRESH, 0, DRIVER)),
                new Law(
                        "A5 Order",
                        "a transaction that nobody knows about is taken for written",
                        SettlementMutations.unknownTransactionIsAccepted(),
                        scenario("slot absent", FRESH, 1, DRIVER)),
                new Law(
                        "A6 Helpers write what the documents say",
                        "a login claims what it would have written itself",
                        PurchaseMutations.loginRecordsItsOwnView(),
                        scenario("slot absent", FRESH, 0, DRIVER, COMPLETER)),
                new Law(
                        "A6 Helpers write what the documents say",
                        "a login's transaction states its own view of the claim",
                        SettlementMutations.helperRecordsItsOwnView(),
                        scenario("slot absent", FRESH, 0, DRIVER, COMPLETER)),
                new Law(
                        "A7 No gaps",
                        "the campaign moves from 0 to 2, over an unsettled slot",
                        SettlementMutations.campaignSkipsUnsettledSlots(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driver("v", "q2", 2))),
                new Law(
                        "A7 No gaps",
                        "a buyer aims above a slot that his node believes to be claimed, and does not look",
                        PurchaseMutations.nodesAreBelievedUnread(),
                        scenario("slot absent", FRESH, 0, InOrderCast.inTurn("u", "p", 1, 1))),
                new Law(
                        "A7 No gaps",
                        "a buyer who has locked for a slot whose turn has not come fires, and does not look below",
                        PurchaseMutations.buyersFireOutOfTurn(),
                        scenario("slot absent", FRESH, 0, InOrderCast.ahead("u", "p", 1, 2))),
                new Law(
                        "A7 No gaps",
                        "a driver passes over a void and aims at the slot after it",
                        PurchaseMutations.driverPassesOverVoids(),
                        scenario("slot absent", FRESH, 0, DRIVER, CANCELLER)),
                new Law(
                        "A7 No gaps",
                        "a lock aims ahead of an unclaimed slot, and a login completes it without looking below",
                        PurchaseMutations.lockAheadIsCompleted(),
                        scenario("slot absent", FRESH, 0, DRIVER, COMPLETER)),
                new Law(
                        "A8 Clocks and waits affect when, never what",
                        "a driver reports beaten because its clock says that D3 took too long",
                        PurchaseMutations.lateDriverReportsBeaten(),
                        scenario("slot absent", FRESH, 0, DRIVER)),
                new Law(
                        "A9 Balance changes keep the lock, or refuse",
                        "a deposit drops the lock",
                        BalanceMutations.depositDropsTheLock(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.depositor("u"))),
                new Law(
                        "A9 Balance changes keep the lock, or refuse",
                        "a withdrawal goes through although a purchase is under way",
                        BalanceMutations.withdrawalIgnoresTheLock(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.withdrawer("u"))),
                new Law(
                        "A10 Unknown is unknown",
                        "a lock that nobody knows about is reported as a refusal",
                        PurchaseMutations.unknownLockIsRefused(),
                        // Were nobody else's hand in the account, the reason alone would be found to be wrong.
                        scenario("slot absent", FRESH, 1, DRIVER, Cast.depositor("u"))),
                new Law(
                        "A10 Unknown is unknown",
                        "a buyer who is answered before his sale is settled hears of a claim that nobody knows about",
                        PurchaseMutations.unknownClaimIsTold(),
                        HotScenarios.answeredAfterClaim("slot absent", FRESH, 1, DRIVER)),
                new Law(
                        "A10 Unknown is unknown",
                        "who asks again hears a refusal while an earlier lock is in flight",
                        SealMutations.refusalIsNotSealed(),
                        scenario("slot absent", FRESH, 1, DRIVER, Cast.retry("u", "p", Mode.AGAIN), Cast.closer())),
                new Law(
                        "A10 Unknown is unknown",
                        "a seal leaves the content unchanged, and a live driver fires past it",
                        SealMutations.sealLeavesContentUnchanged(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.retry("u", "p", Mode.AGAIN), Cast.closer())),
                new Law(
                        "A10 Unknown is unknown",
                        "a call that reads again is not bound to the seals that it read first",
                        SealMutations.callsAreNotBoundToSeals(),
                        scenario(
                                "half done after D3",
                                Scenarios.start("half done after D3"),
                                0,
                                DRIVER,
                                Cast.query("u", "p", LockPolicy.COMPLETE))),
                new Law(
                        "A10 Unknown is unknown",
                        "a call whose chain was lost goes on as if nothing had been sent",
                        SealMutations.lostChainsAreForgotten(),
                        scenario("slot absent", FRESH, 1, Cast.warm("u", "p", 1, FRESH), Cast.closer())),
                new Law(
                        "A10 Unknown is unknown",
                        "who is served behind a lost chain goes on as if nothing had been sent",
                        SealMutations.thoseBehindAreForgotten(),
                        HotScenarios.together("slot absent", FRESH, 1, 1, Cast.closer())),
                new Law(
                        "A10 Unknown is unknown",
                        "a call for which the one who combines has read is not bound to the seals that were read",
                        SealMutations.readingForOthersBindsNobody(),
                        HotScenarios.afterReading(
                                "slot absent",
                                FRESH,
                                List.of(Cast.waiting("u", "p", 1)),
                                Cast.query("u", "p", LockPolicy.COMPLETE),
                                Cast.driver("v", "q2", 1))),
                new Law(
                        "A11 Nothing is forgotten",
                        "absence from the window is taken for \"it did not happen\": a purchase",
                        ArchiveMutations.absenceIsTakenForNo(),
                        scenario(ARCHIVED, overflowing(ARCHIVED), 0, Cast.retry("u", "old-1", Mode.FIRST))),
                new Law(
                        "A11 Nothing is forgotten",
                        "absence from the window is taken for \"it did not happen\": a deposit whose answer was lost",
                        BalanceMutations.absenceIsTakenForNo(),
                        scenario(FULL, overflowing(FULL), 1, Cast.depositor("u"), Cast.withdrawer("u"))),
                new Law(
                        "A11 Nothing is forgotten",
                        "the archive is read before the account",
                        Mutation.NONE,
                        scenario(FULL, overflowing(FULL), 0, DRIVER, archiveFirst())),
                new Law(
                        "A11 Nothing is forgotten",
                        "an entry leaves the window before it is archived",
                        ArchiveMutations.nothingIsArchived(),
                        scenario(FULL, overflowing(FULL), 0, DRIVER)),
                new Law(
                        "A11 Nothing is forgotten",
                        "a purchase is called off without a note",
                        ArchiveMutations.cancelIsNotNoted(),
                        scenario(
                                "slot absent",
                                FRESH,
                                0,
                                DRIVER.promising(Promise.NOTHING),
                                Cast.query("u", "p", LockPolicy.CANCEL).promising(Promise.NOTHING))),
                new Law(
                        "A12 No sale on an older copy",
                        "a driver does not compare the campaign with what its node has seen",
                        Mutation.NONE,
                        scenario("slot absent", FRESH, 0, Cast.driver("v", "q", 1), DRIVER.forgetful())
                                .with(Scenario.Extras.RESTORED_COPY)),
                new Law(
                        "A12 No sale on an older copy",
                        "a login fires a shot at a slot that its node has seen settled",
                        Mutation.NONE,
                        scenario(
                                        "half done after D2",
                                        Scenarios.start("half done after D2"),
                                        0,
                                        Cast.driver("v", "q", 1),
                                        COMPLETER.forgetful())
                                .with(Scenario.Extras.RESTORED_COPY)),
                new Law(
                        "A14 The campaign keeps up",
                        "who settles a slot before its turn leaves no word of it",
                        SettlementMutations.settledAheadIsNotNoted(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driver("v", "q2", 2))
                                .with(Scenario.Extras.KEEPS_UP)),
                new Law(
                        "A14 The campaign keeps up",
                        "who closes a gap moves the campaign by one slot only",
                        SettlementMutations.waitingSlotsAreForgotten(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driver("v", "q2", 2))
                                .with(Scenario.Extras.KEEPS_UP)),
                new Law(
                        "D2 Strict",
                        "a lock goes over another attempt's lock",
                        PurchaseMutations.changedAccountIsLockedAnyway(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.driver("u", "second", 1))),
                new Law(
                        "R3 Order of reads",
                        "a patrol takes the account as it stood before the claim was read",
                        Mutation.NONE,
                        scenario("slot absent", FRESH, 0, DRIVER, early())),
                new Law(
                        "R3b.i Second look",
                        "a transaction that was not there a moment ago is taken for lost",
                        PatrolMutations.transactionIsNotReadAgain(),
                        scenario("slot absent", FRESH, 0, DRIVER, Cast.recoverer(1))));
    }

    private static List<Document> overflowing(String start) {
        return Scenarios.overflowing(1).getOrDefault(start, List.of());
    }

    /** Asks once more for what is in the window, and has an early answer from the archive. */
    private static Actor archiveFirst() {
        Actor retry = Cast.retry("u", "old-1", Mode.FIRST);
        return new Actor(
                retry.name(),
                ArchiveMutations.archiveFirst((Step<?>) retry.first(), "u", "old-1"),
                retry.account(),
                retry.purchaseId(),
                retry.attemptId(),
                retry.promise());
    }

    private static Actor early() {
        Actor recoverer = Cast.recoverer(1);
        return new Actor(
                recoverer.name(),
                PatrolMutations.early(Patrol.begin(new Patrol.PatrolTarget("c", "early", Starts.NOW)), "u"),
                "",
                "",
                "",
                recoverer.promise());
    }
}
