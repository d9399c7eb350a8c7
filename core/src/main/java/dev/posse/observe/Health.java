package dev.posse.observe;

/** How a node is, at a glance; from the best to the worst. */
public enum Health {
    /** Nothing is wrong. */
    GREEN,
    /** Something needs a look, and everything is sold and settled all the same. */
    YELLOW,
    /** Something is not sold, or nobody would settle what this node leaves half done. */
    RED
}
