package dev.posse.examples.demo;

import dev.posse.Posse;

/**
 * A node of the shop: its own front door, posse and clock, on a view of the store that can die.
 *
 * @param name of the node
 * @param posse the front door
 * @param store this node's view
 */
record ShopNode(String name, Posse posse, KillableStore store) {

    boolean isAlive() {
        return !store.isDead();
    }

    /** Ends the dead node's thread; its store is dead already, so it can do nothing on its way out. */
    void bury() {
        posse.stopPatrols();
    }
}
