package dev.posse.conformance.architecture.wrong.check;

import dev.posse.conformance.architecture.wrong.StoreConformance;

/** Knows what runs it. */
public abstract class SeesFrontDoor {
    abstract StoreConformance runs();
}
