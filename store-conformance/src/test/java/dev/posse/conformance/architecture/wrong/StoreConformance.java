package dev.posse.conformance.architecture.wrong;

import dev.posse.conformance.architecture.wrong.check.SeesFrontDoor;
import java.util.Optional;

/** Hands something to its user that is not offered to him. */
public abstract class StoreConformance {
    protected Optional<SeesFrontDoor> check() {
        return Optional.empty();
    }
}
