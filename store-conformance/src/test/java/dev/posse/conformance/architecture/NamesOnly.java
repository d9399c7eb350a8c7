package dev.posse.conformance.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** That what others can see of a class (its supertypes, and its public and protected members) names only some classes. */
final class NamesOnly extends ArchCondition<JavaClass> {

    private final Predicate<JavaClass> allowed;

    NamesOnly(String description, Predicate<JavaClass> allowed) {
        super(description);
        this.allowed = allowed;
    }

    @Override
    public void check(JavaClass one, ConditionEvents events) {
        if (!isVisible(one.getModifiers())) {
            return;
        }
        Stream.concat(one.getSuperclass().stream(), one.getInterfaces().stream())
                .forEach(type -> check(one, one.getDescription(), type, events));
        for (JavaMember member : one.getMembers()) {
            if (isVisible(member.getModifiers())) {
                types(member).forEach(type -> check(one, member.getDescription(), type, events));
            }
        }
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaCodeUnit call) {
            Stream<JavaType> thrown = call.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
            return Stream.concat(
                    Stream.concat(Stream.of(call.getReturnType()), call.getParameterTypes().stream()), thrown);
        }
        return Stream.of(((JavaField) member).getType());
    }

    private void check(JavaClass one, String where, JavaType type, ConditionEvents events) {
        for (JavaClass named : type.getAllInvolvedRawTypes()) {
            if (!allowed.test(named)) {
                events.add(SimpleConditionEvent.violated(one, where + " names " + named.getName()));
            }
        }
    }
}
