package dev.posse.conformance.fault;

/**
 * How a client is opened that shares no class with the others, as one in another process does not: what is locked in static fields
 * does not hold there.
 *
 * @param opener opens it, loaded anew
 * @param address what the opener is told
 */
public record IsolatedClient(Class<? extends ClientOpener> opener, String address) {}
