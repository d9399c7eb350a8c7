package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;

/** Calls that must be refused with {@link IllegalArgumentException}. */
final class RefusedArguments {

    private RefusedArguments() {}

    static void required(Clause clause, String what, Task task) {
        try {
            task.run();
        } catch (IllegalArgumentException expected) {
            return;
        } catch (Exception e) {
            throw new ClauseBroken(
                    clause, what + " must be refused with IllegalArgumentException, and ended with " + e, e);
        }
        throw new ClauseBroken(clause, what + " must be refused with IllegalArgumentException, and was taken");
    }
}
