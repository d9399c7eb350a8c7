package dev.posse.explorer;

import dev.posse.step.NestedStep;
import dev.posse.step.Step;

/** How a step is called in the protocol, and which class of the production code it is. */
final class StepNames {

    private StepNames() {}

    static String of(Step<?> step) {
        return step.name().text();
    }

    /** The class of the step that is busy, wherever it is nested. */
    static String classOf(Step<?> step) {
        Step<?> inner = step;
        while (inner instanceof NestedStep<?, ?> nested) {
            inner = nested.inner();
        }
        return inner.getClass().getName();
    }
}
