package dev.posse.purchase;

import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;

/** A step of a wrong variant that writes something else than the step it stands for, and goes on like that one. */
record OtherWrite(Step<PurchaseEnd> step, Operation operation) implements Step<PurchaseEnd> {

    @Override
    public StepName name() {
        return step.name();
    }

    @Override
    public Subject subject() {
        return step.subject();
    }

    @Override
    public Next<PurchaseEnd> on(Answer answer) {
        return step.on(answer);
    }
}
