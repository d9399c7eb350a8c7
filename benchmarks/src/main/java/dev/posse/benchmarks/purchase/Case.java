package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.shop.Stock.Windows;
import java.util.Locale;

/**
 * What is measured, again and again.
 *
 * @param contender who sells
 * @param shape who buys
 */
public record Case(Contender contender, Shape shape) {

    /**
     * Who buys.
     *
     * @param scenario what they want
     * @param windows what their accounts have behind them
     * @param buyers how many at once, in all processes
     * @param processes in how many
     * @param slots how many slots a purchase may try at once
     */
    public record Shape(Scenario scenario, Windows windows, int buyers, int processes, int slots) {

        /**
         * Makes the plain shape: one process, one slot at a time, fresh accounts.
         *
         * @param scenario what they want
         * @param buyers how many at once
         * @return the shape
         */
        public static Shape of(Scenario scenario, int buyers) {
            return new Shape(scenario, Windows.EMPTY, buyers, 1, 1);
        }

        /**
         * Changes how many slots may be tried.
         *
         * @param tries of a purchase
         * @return the changed shape
         */
        public Shape withSlots(int tries) {
            return new Shape(scenario, windows, buyers, processes, tries);
        }

        /**
         * Changes in how many processes the buyers are.
         *
         * @param count of processes
         * @return the changed shape
         */
        public Shape inProcesses(int count) {
            return new Shape(scenario, windows, buyers, count, slots);
        }

        /**
         * Changes the accounts.
         *
         * @param behind what they have behind them
         * @return the changed shape
         */
        public Shape with(Windows behind) {
            return new Shape(scenario, behind, buyers, processes, slots);
        }

        @Override
        public String toString() {
            return scenario.name().toLowerCase(Locale.ROOT) + ", " + buyers + (buyers == 1 ? " buyer" : " buyers")
                    + (processes == 1 ? "" : ", " + processes + " processes")
                    + (slots == 1 ? "" : ", withSlots(" + slots + ")")
                    + (windows == Windows.FULL ? ", full windows" : "");
        }
    }

    @Override
    public String toString() {
        return contender.label() + ", " + shape;
    }
}
