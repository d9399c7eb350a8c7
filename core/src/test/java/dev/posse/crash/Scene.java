package dev.posse.crash;

import dev.posse.bench.AttemptBuilder;
import dev.posse.bench.Bench;
import dev.posse.bench.Invariants;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.Resolution;
import dev.posse.recovery.Patrol;
import java.util.List;

/** What alice's driver finds when it begins. */
enum Scene {
    FRESH_SLOT {
        @Override
        void prepare(Bench bench) {}
    },
    SECOND_SLOT {
        @Override
        void prepare(Bench bench) {
            PurchaseOutcome unused = bench.somebody().buy(bench.wish("bob"));
        }
    },
    VOID_SLOT {
        @Override
        void prepare(Bench bench) {
            bench.voided("bob");
        }
    },
    LOST_RACE {
        @Override
        void prepare(Bench bench) {
            bench.diesBefore("D4", bench.wish("bob"));
            bench.diesBefore("D5", bench.wish("carl").slots(2));
        }
    },
    LOST_RACE_THEN_VOID {
        @Override
        void prepare(Bench bench) {
            bench.diesBefore("D4", bench.wish("bob"));
            bench.diesBefore("D3", 2, bench.wish("carl").slots(2));
            Resolution unused = bench.somebody().login("carl", LockPolicy.CANCEL);
        }
    },
    BEATEN {
        @Override
        void prepare(Bench bench) {
            for (String buyer : List.of("bob", "carl", "dora")) {
                bench.diesBefore("D4", bench.wish(buyer).slots(3));
            }
        }
    },
    ASKED_AGAIN {
        @Override
        void prepare(Bench bench) {
            bench.diesBefore("D3", bench.wish("alice"));
        }
    };

    private static final List<String> EVERYBODY = List.of("alice", "bob", "carl", "dora");

    abstract void prepare(Bench bench);

    Bench arrange() {
        Bench bench = Bench.selling();
        EVERYBODY.forEach(buyer -> bench.account(buyer, 500));
        prepare(bench);
        return bench;
    }

    /** Alice's driver. */
    static void drive(Bench bench) {
        PurchaseOutcome unused = bench.buy(wish(bench));
    }

    static AttemptBuilder wish(Bench bench) {
        return bench.wish("alice").slots(3);
    }

    static void patrol(Bench bench) {
        Patrol.Report unused = bench.patrol();
    }

    /** Everybody logs in, the posse patrols, and again, for a login may sell. Then what was under way lands, and again. */
    static void recover(Bench bench, LockPolicy policy) {
        Invariants.holdNow(bench);
        for (int round = 0; round < 2; round++) {
            patrol(bench.somebody());
            for (String buyer : EVERYBODY) {
                Resolution unused = bench.somebody().login(buyer, policy);
            }
            Invariants.holdNow(bench);
            patrol(bench.somebody());
            Invariants.holdAfterRecovery(bench);
            bench.store().land();
        }
    }
}
