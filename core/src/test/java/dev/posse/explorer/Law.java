package dev.posse.explorer;

import dev.posse.fixture.Mutation;

/**
 * A wrong variant of the protocol, and a scenario in which it shows.
 *
 * @param name of the law that it lacks
 * @param without what it does wrong, in a sentence
 * @param mutation that makes it wrong
 * @param scenario in which the explorer finds it
 */
record Law(String name, String without, Mutation mutation, Scenario scenario) {

    @Override
    public String toString() {
        return name + ": " + without;
    }
}
