package dev.posse.examples.architecture.wrong;

/** What nobody below may see. */
public final class FrontDoor {}
