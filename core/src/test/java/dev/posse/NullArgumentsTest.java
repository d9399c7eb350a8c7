package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.PosseEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("A null argument is refused by its name")
class NullArgumentsTest {

    private static final ValidArguments VALID = new ValidArguments();

    @AfterAll
    static void close() {
        VALID.close();
    }

    @TestFactory
    @DisplayName("by every public method and constructor")
    Stream<DynamicTest> named() throws Exception {
        return SurfaceTest.offered().stream()
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .map(type -> DynamicTest.dynamicTest(
                        type.getName().substring("dev.posse.".length()), () -> assertEquals(List.of(), unnamed(type))));
    }

    @Test
    @DisplayName("and the calls that are tried are those that users make")
    void seen() throws Exception {
        long calls = SurfaceTest.offered().stream()
                .flatMap(NullArgumentsTest::calls)
                .filter(call -> Stream.of(call.getParameterTypes()).anyMatch(type -> !type.isPrimitive()))
                .count();

        assertTrue(calls >= 100, () -> "only " + calls + " calls take something that can be null");
    }

    private static List<String> unnamed(Class<?> type) throws ReflectiveOperationException {
        List<String> unnamed = new ArrayList<>();
        for (Executable call : calls(type).toList()) {
            for (int at = 0; at < call.getParameterCount(); at++) {
                Class<?> parameter = call.getParameterTypes()[at];
                if (!parameter.isPrimitive()) {
                    tried(call, at, null).ifPresent(unnamed::add);
                }
                if (Collection.class.isAssignableFrom(parameter)) {
                    tried(call, at, Collections.singletonList(null)).ifPresent(unnamed::add);
                }
                if (parameter == String[].class) {
                    tried(call, at, new String[] {"alice", null}).ifPresent(unnamed::add);
                }
            }
        }
        return unnamed;
    }

    /** Users implement the abstract methods of interfaces, nobody writes those of enums, and anything equals no null. */
    private static Stream<Executable> calls(Class<?> type) {
        Stream<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !method.getName().equals("equals"))
                .filter(method -> !(type.isEnum() && method.getName().equals("valueOf")));
        // Only the library makes events, some of them for every step; observers read them.
        Stream<Constructor<?>> constructors =
                type.getNestHost() == PosseEvent.class ? Stream.empty() : Arrays.stream(type.getDeclaredConstructors());
        return Stream.concat(methods, constructors).filter(call -> Modifier.isPublic(call.getModifiers()));
    }

    /** What is wrong with the answer, if anything. */
    private static Optional<String> tried(Executable call, int at, @Nullable Object argument)
            throws ReflectiveOperationException {
        Object[] arguments = VALID.all(call.getGenericParameterTypes());
        arguments[at] = argument;
        String name = call.getParameters()[at].getName();
        String what = call.getName() + ", " + name + " = "
                + (argument instanceof Object[] array ? Arrays.toString(array) : argument) + ": ";
        try {
            if (call instanceof Method method) {
                method.invoke(
                        Modifier.isStatic(method.getModifiers()) ? null : VALID.of(method.getDeclaringClass()),
                        arguments);
            } else {
                ((Constructor<?>) call).newInstance(arguments);
            }
            return Optional.of(what + "taken");
        } catch (InvocationTargetException e) {
            Throwable heard = e.getCause();
            String expected = argument == null ? name : name + " holds null";
            return heard instanceof NullPointerException && expected.equals(heard.getMessage())
                    ? Optional.empty()
                    : Optional.of(what + heard);
        }
    }
}
