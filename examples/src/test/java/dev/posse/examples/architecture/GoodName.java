package dev.posse.examples.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;

/** A package or class says what it is; some words never do. */
final class GoodName extends ArchCondition<JavaClass> {

    private final Pattern badPackage;
    private final Pattern badName;

    GoodName(Pattern badPackage, Pattern badName) {
        super("be named by what they are, not util, helper, manager, impl, common or internal");
        this.badPackage = badPackage;
        this.badName = badName;
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        boolean bad = badPackage.matcher(item.getPackageName()).matches()
                || badName.matcher(item.getSimpleName()).matches();
        events.add(new SimpleConditionEvent(item, !bad, item.getName()));
    }
}
