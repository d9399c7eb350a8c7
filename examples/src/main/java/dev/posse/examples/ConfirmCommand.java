package dev.posse.examples;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./posse confirm}: a person says that a store may be sold on again. */
@Command(
        name = "confirm",
        description = "Confirms, after you have looked into it, that a store whose data has another life may be sold on"
                + " again. Campaigns that were stopped stay so.",
        mixinStandardHelpOptions = true)
final class ConfirmCommand implements Callable<Integer> {

    @Mixin
    private StoreOption store = new StoreOption();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = store.open()) {
            Posse.confirm(opened);
            System.out.println("Confirmed. Nodes that refused to sell have to be opened again.");
            return 0;
        }
    }
}
