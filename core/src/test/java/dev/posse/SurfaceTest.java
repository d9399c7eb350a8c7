package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Claim;
import dev.posse.step.Step;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Version;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is offered to users")
class SurfaceTest {

    private static final Set<String> OFFERED = Set.of(
            "dev.posse",
            "dev.posse.outcome",
            "dev.posse.store",
            "dev.posse.store.memory",
            "dev.posse.observe",
            "dev.posse.audit");

    private static final String NOT_OFFERED = "Not part of the public interface";

    @Test
    @DisplayName("no public type of the offered packages speaks of a type that is not offered")
    void closed() throws Exception {
        List<Class<?>> offered = offered();

        assertTrue(offered.size() >= 80, () -> "only " + offered.size() + " types were seen");
        assertEquals(List.of(), offered.stream().flatMap(SurfaceTest::leaks).toList());
    }

    @Test
    @DisplayName(
            "every other package says of itself that it is no part of the public interface, and no offered one does")
    void said() throws Exception {
        Set<String> packages =
                classes().stream().map(Class::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unsaid = new TreeSet<>();
        for (String name : packages) {
            if (!Files.readString(Path.of("src/main/java", name.replace('.', '/'), "package-info.java"))
                    .contains(NOT_OFFERED)) {
                unsaid.add(name);
            }
        }

        assertEquals(new TreeSet<>(OFFERED), unsaid);
    }

    @Test
    @DisplayName(
            "a leak is seen wherever it stands: field, constructor, method, exception, bound, supertype, argument of a type")
    void leaksAreSeen() {
        assertEquals(
                List.of("bound", "supertype", "field", "constructor", "argument", "array", "wildcard"),
                List.of(
                                OfBound.class,
                                OfSupertype.class,
                                OfField.class,
                                OfConstructor.class,
                                OfArgument.class,
                                OfArray.class,
                                OfWildcard.class)
                        .stream()
                        .filter(type -> leaks(type).findAny().isPresent())
                        .map(type ->
                                type.getSimpleName().substring("Of".length()).toLowerCase(Locale.ROOT))
                        .toList());
        assertEquals(List.of(), leaks(OfNothing.class).toList());
    }

    /** Speaks of a document in the bound of its type. */
    public static class OfBound<C extends Claim> {}

    /** Is a step. */
    public abstract static class OfSupertype implements Step<String> {}

    /** Has a field. */
    public static class OfField {
        /** It. */
        protected final Optional<Claim> claim = Optional.empty();
    }

    /** Is made of a claim. */
    public static class OfConstructor {
        /** Makes it. */
        public OfConstructor(Claim claim) {}
    }

    /** Takes it inside another type. */
    public interface OfArgument {
        /** Takes it. */
        void take(Map<String, List<Claim>> claims);
    }

    /** Returns an array. */
    public interface OfArray {
        /** Returns it. */
        Claim[] claims();
    }

    /** Returns some kind of it. */
    public interface OfWildcard {
        /** Returns it. */
        Supplier<? extends Claim> claims();
    }

    /** Speaks of what is offered, and keeps the rest to itself. */
    public static class OfNothing {
        private final Optional<Claim> claim = Optional.empty();

        /** Returns something. */
        public Map<Version, CasKeyValueStore> stores() {
            return Map.of();
        }

        Optional<Claim> claim() {
            return claim;
        }
    }

    /** The public types of the offered packages. */
    static List<Class<?>> offered() throws IOException, URISyntaxException, ClassNotFoundException {
        return classes().stream().filter(SurfaceTest::isOffered).toList();
    }

    private static boolean isOffered(Class<?> type) {
        if (!OFFERED.contains(type.getPackageName()) || type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!isOpen(outer.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> leaks(Class<?> type) {
        List<Type> spoken = new ArrayList<>(List.of(type.getGenericInterfaces()));
        Optional.ofNullable(type.getGenericSuperclass()).ifPresent(spoken::add);
        spoken.addAll(bounds(type));
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers())) {
                spoken.add(field.getGenericType());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers())) {
                spoken.addAll(List.of(constructor.getGenericParameterTypes()));
                spoken.addAll(List.of(constructor.getGenericExceptionTypes()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isSynthetic()) {
                spoken.add(method.getGenericReturnType());
                spoken.addAll(List.of(method.getGenericParameterTypes()));
                spoken.addAll(List.of(method.getGenericExceptionTypes()));
                spoken.addAll(bounds(method));
            }
        }
        Set<Class<?>> named = new HashSet<>();
        spoken.forEach(each -> name(each, named));
        return named.stream()
                .filter(other -> other.getPackageName().startsWith("dev.posse"))
                .filter(other -> !other.getName().startsWith(SurfaceTest.class.getName()))
                .filter(other -> !isOffered(other))
                .map(other -> type.getName() + " speaks of " + other.getName());
    }

    private static List<Type> bounds(GenericDeclaration declaration) {
        return Arrays.stream(declaration.getTypeParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getBounds()))
                .toList();
    }

    private static void name(Type type, Set<Class<?>> named) {
        if (type instanceof Class<?> plain) {
            named.add(plain.isArray() ? elementOf(plain) : plain);
        } else if (type instanceof ParameterizedType parameterized) {
            name(parameterized.getRawType(), named);
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(argument -> name(argument, named));
        } else if (type instanceof GenericArrayType array) {
            name(array.getGenericComponentType(), named);
        } else if (type instanceof WildcardType wildcard) {
            Stream.concat(Arrays.stream(wildcard.getUpperBounds()), Arrays.stream(wildcard.getLowerBounds()))
                    .forEach(bound -> name(bound, named));
        } else {
            // The bounds of a type's or method's own variables are asked for where it is declared.
            assertTrue(type instanceof TypeVariable<?>, () -> "a new kind of type: " + type);
        }
    }

    private static Class<?> elementOf(Class<?> array) {
        return array.isArray() ? elementOf(array.getComponentType()) : array;
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path home = Path.of(
                Posse.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(home)) {
            names = files.map(file -> home.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(name, false, Posse.class.getClassLoader()));
        }
        return classes;
    }
}
