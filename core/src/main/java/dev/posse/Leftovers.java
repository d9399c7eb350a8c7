package dev.posse;

import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches one run: the sales that it came upon and whose campaign it has not moved. A login leaves that to the posse, and so
 * does a driver who cannot go on.
 */
final class Leftovers implements StepRunner.StepListener {

    private final Set<Subject> sales = new LinkedHashSet<>();

    @Override
    public void on(Step<?> taken, Answer answer) {
        if (taken.name() == StepName.D4) {
            sales.add(taken.subject());
        } else if (taken.name() == StepName.D6 && answer instanceof Answer.Happened) {
            sales.remove(taken.subject());
        }
    }

    void forEach(Consumer<Subject> who) {
        sales.forEach(who);
    }
}
