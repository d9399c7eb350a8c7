package dev.posse.crash;

import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.Invariants;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.Resolution;
import dev.posse.recovery.Patrol;
import java.util.List;

/** What alice's driver finds when it begins. */
enum Scene {
    FRESH_SLOT {
        @Override
        void prepare(ScriptedNode node) {}
    },
    SECOND_SLOT {
        @Override
        void prepare(ScriptedNode node) {
            PurchaseOutcome unused = node.somebody().buy(node.attempt("bob"));
        }
    },
    VOID_SLOT {
        @Override
        void prepare(ScriptedNode node) {
            node.voided("bob");
        }
    },
    LOST_RACE {
        @Override
        void prepare(ScriptedNode node) {
            node.diesBefore("D4", node.attempt("bob"));
            node.diesBefore("D5", node.attempt("carl").slots(2));
        }
    },
    LOST_RACE_THEN_VOID {
        @Override
        void prepare(ScriptedNode node) {
            node.diesBefore("D4", node.attempt("bob"));
            node.diesBefore("D3", 2, node.attempt("carl").slots(2));
            Resolution unused = node.somebody().login("carl", LockPolicy.CANCEL);
        }
    },
    BEATEN {
        @Override
        void prepare(ScriptedNode node) {
            for (String buyer : List.of("bob", "carl", "dora")) {
                node.diesBefore("D4", node.attempt(buyer).slots(3));
            }
        }
    },
    ASKED_AGAIN {
        @Override
        void prepare(ScriptedNode node) {
            node.diesBefore("D3", node.attempt("alice"));
        }
    };

    private static final List<String> EVERYBODY = List.of("alice", "bob", "carl", "dora");

    abstract void prepare(ScriptedNode node);

    ScriptedNode arrange() {
        ScriptedNode node = ScriptedNode.selling();
        EVERYBODY.forEach(buyer -> node.account(buyer, 500));
        prepare(node);
        return node;
    }

    /** Alice's driver. */
    static void drive(ScriptedNode node) {
        PurchaseOutcome unused = node.buy(attempt(node));
    }

    static AttemptBuilder attempt(ScriptedNode node) {
        return node.attempt("alice").slots(3);
    }

    static void patrol(ScriptedNode node) {
        Patrol.Report unused = node.patrol();
    }

    /** Everybody logs in, the posse patrols, and again, for a login may sell. Then what was under way lands, and again. */
    static void recover(ScriptedNode node, LockPolicy policy) {
        Invariants.holdNow(node);
        for (int round = 0; round < 2; round++) {
            patrol(node.somebody());
            for (String buyer : EVERYBODY) {
                Resolution unused = node.somebody().login(buyer, policy);
            }
            Invariants.holdNow(node);
            patrol(node.somebody());
            Invariants.holdAfterRecovery(node);
            node.store().land();
        }
    }
}
