package dev.posse;

import dev.posse.observe.PosseObserver;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreProvider;
import dev.posse.store.StoreUri;
import dev.posse.store.UriSettings;
import dev.posse.store.memory.InMemoryStore;
import dev.posse.store.memory.InMemoryStoreProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** For each type that a public method takes an argument that is in order, and for each offered type an object to call. */
final class ValidArguments implements AutoCloseable {

    private final Posse posse = Posse.on(new InMemoryStore()).open();
    private final Map<Class<?>, Object> values = new HashMap<>();

    ValidArguments() {
        primitives();
        values.put(byte[].class, new byte[] {1});
        values.put(String.class, "alice");
        values.put(String[].class, new String[] {"alice"});
        values.put(Map.class, Map.of());
        values.put(Optional.class, Optional.empty());
        values.put(OptionalInt.class, OptionalInt.empty());
        values.put(OptionalLong.class, OptionalLong.empty());
        values.put(Duration.class, Duration.ofSeconds(1));
        values.put(Instant.class, Instant.EPOCH);
        values.put(InstantSource.class, InstantSource.system());
        values.put(RandomGenerator.class, RandomGenerator.getDefault());
        values.put(Reader.class, new StringReader(""));
        values.put(Supplier.class, (Supplier<?>) Optional::empty);
        values.put(Consumer.class, (Consumer<?>) ignored -> {});
        values.put(Logger.class, NOPLogger.NOP_LOGGER);
        values.put(MeterRegistry.class, new SimpleMeterRegistry());
        values.put(CasKeyValueStore.class, new InMemoryStore());
        values.put(StoreProvider.class, new InMemoryStoreProvider());
        values.put(StoreUri.class, StoreUri.parse("memory://here", "memory://here"));
        values.put(UriSettings.class, UriSettings.parse(""));
        values.put(PosseObserver.class, PosseObserver.NONE);
        values.put(Posse.class, posse);
        values.put(PosseBuilder.class, Posse.on(new InMemoryStore()));
        values.put(Accounts.class, posse.accounts());
        values.put(Campaigns.class, posse.campaigns());
        values.put(PurchaseRequest.class, PurchaseRequest.of("alice", "drop"));
        values.put(PurchaseRetry.class, PurchaseRetry.within(Duration.ZERO));
    }

    private void primitives() {
        values.put(long.class, 1L);
        values.put(int.class, 1);
        values.put(double.class, 1.0);
        values.put(boolean.class, true);
    }

    /** One that is in order. */
    Object of(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            return Collection.class.isAssignableFrom(raw)
                    ? List.of(of(parameterized.getActualTypeArguments()[0]))
                    : of(raw);
        }
        Class<?> plain = (Class<?>) type;
        Object known = values.get(plain);
        if (known != null) {
            return known;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (plain.isSealed()) {
            return of(plain.getPermittedSubclasses()[0]);
        } else if (plain.isRecord()) {
            return record(plain);
        }
        Constructor<?> shortest = Arrays.stream(plain.getConstructors())
                .min((one, other) -> Integer.compare(one.getParameterCount(), other.getParameterCount()))
                .orElseThrow(() -> new AssertionError("no argument of " + plain + " is known"));
        return shortest.newInstance(all(shortest.getGenericParameterTypes()));
    }

    /** All of a call. */
    Object[] all(Type[] types) throws ReflectiveOperationException {
        Object[] arguments = new Object[types.length];
        for (int at = 0; at < types.length; at++) {
            arguments[at] = of(types[at]);
        }
        return arguments;
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Type[] generic =
                Arrays.stream(parts).map(RecordComponent::getGenericType).toArray(Type[]::new);
        return type.getDeclaredConstructor(types).newInstance(all(generic));
    }

    @Override
    public void close() {
        posse.close();
    }
}
