package dev.posse.explorer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All transitions that explorations have met, in whichever order. Thread-safe. */
final class Transcript {

    private final Set<Transition> met = ConcurrentHashMap.newKeySet();

    void add(Transition transition) {
        met.add(transition);
    }

    Set<Transition> met() {
        return Set.copyOf(met);
    }
}
