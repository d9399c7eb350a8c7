package dev.posse.examples.architecture.wrong.store.memcached;

import dev.posse.examples.architecture.wrong.document.SeesTheFrontDoor;

/** A store that looks at documents. */
public final class SeesDocuments {
    SeesTheFrontDoor up() {
        return new SeesTheFrontDoor();
    }
}
