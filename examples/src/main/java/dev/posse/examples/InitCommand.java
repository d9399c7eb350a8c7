package dev.posse.examples;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./posse init}: sets a store up, once in its life. */
@Command(
        name = "init",
        description =
                "Sets a new store up; one that is set up already stays as it is. Never do this to a store that has"
                        + " sold before and came back empty.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Mixin
    private StoreOption store = new StoreOption();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = store.open()) {
            System.out.println("The store is set up; its incarnation is " + Posse.initialize(opened));
            return 0;
        }
    }
}
