package dev.posse.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Files that need each other. */
final class FileCircles {

    /** Those that do on purpose, and why. All others stand in one order, each above what it needs. */
    static final Map<String, Set<String>> MEANT = new TreeMap<>(Map.ofEntries(
            Map.entry("a slot is a claim or a void", Set.of("document.Slot", "document.Claim", "document.VoidSlot")),
            Map.entry(
                    "two ways to read, and who chooses",
                    Set.of("document.FieldReader", "document.ByteFieldReader", "document.TreeFieldReader")),
            Map.entry("an account, and how it is written", Set.of("document.Account", "document.AccountFormat")),
            Map.entry(
                    "a driver begins again: D0 to D3",
                    Set.of(
                            "purchase.PurchaseDriver",
                            "purchase.PurchaseCall",
                            "purchase.OtherPurchase",
                            "purchase.RefusalSealing",
                            "purchase.AccountLocking",
                            "purchase.SlotClaiming",
                            "purchase.AimChange")),
            Map.entry(
                    "a step of several purchases, and its state",
                    Set.of("purchase.CombinedPurchases", "purchase.CombinedState")),
            Map.entry("D4, D5, D6", Set.of("purchase.Settlement", "purchase.AccountDebit")),
            Map.entry("a login begins again: L0 to L2", Set.of("purchase.LockResolver", "purchase.LockClearing")),
            Map.entry(
                    "a patrol begins again: R0 to R3",
                    Set.of("recovery.Patrol", "recovery.PatrolProgress", "recovery.SaleRecovery")),
            Map.entry(
                    "what a store does, and what one gets for nothing",
                    Set.of(
                            "store.CasKeyValueStore",
                            "store.OneByOne",
                            "store.PrefixedStore",
                            "store.ProviderLookup",
                            "store.StoreProvider")),
            Map.entry("observers are heard through gates", Set.of("observe.PosseObserver", "observe.ObserverGate")),
            Map.entry("a front door, and who opens it", Set.of("Posse", "PosseBuilder")),
            Map.entry(
                    "a node, and the purchases on it",
                    Set.of("NodeContext", "NodePurchases", "PurchasesInOrder", "SettlementWalk")),
            Map.entry("a server lends connections", Set.of("store.redis.RedisNode", "store.redis.ConnectionLease"))));

    private FileCircles() {}

    /** A file is its outermost class; the files of one of the circles count as one. */
    static ArchRule none(String root, Collection<Set<String>> circles) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass one) {
                        return resideInAnyPackage(root, root + "..").test(one)
                                ? SliceIdentifier.of(circle(root, outermost(one).getName(), circles))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "the files of " + root;
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    private static String circle(String root, String file, Collection<Set<String>> circles) {
        return circles.stream()
                .filter(circle -> file.startsWith(root + ".") && circle.contains(file.substring(root.length() + 1)))
                .findFirst()
                .map(Set::toString)
                .orElse(file);
    }

    private static JavaClass outermost(JavaClass one) {
        return one.getEnclosingClass().map(FileCircles::outermost).orElse(one);
    }
}
