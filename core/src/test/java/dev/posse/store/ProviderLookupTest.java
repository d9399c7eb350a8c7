package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store is chosen by the scheme of its URI")
class ProviderLookupTest {

    private static final String SECRET = "hunter2";

    private final List<String> opened = new ArrayList<>();

    /** Opens anything for its schemes, and remembers the URI. */
    private static class Provider implements StoreProvider {

        private final Set<String> schemes;
        private final List<String> opened;

        Provider(List<String> opened, String... schemes) {
            this.schemes = Set.of(schemes);
            this.opened = opened;
        }

        @Override
        public Set<String> schemes() {
            return schemes;
        }

        @Override
        public CasKeyValueStore open(String uri) {
            opened.add(uri);
            return new InMemoryStore();
        }
    }

    private static final class SecondProvider extends Provider {
        SecondProvider(List<String> opened, String... schemes) {
            super(opened, schemes);
        }
    }

    @Test
    @DisplayName("a provider that cannot open a part opens all or nothing; one that can is asked for it")
    void partly() {
        lookup(new Provider(opened, "whole")).openPartly("whole:x");
        lookup(new Provider(opened, "part") {
                    @Override
                    public CasKeyValueStore openPartly(String uri) {
                        return open(uri + " partly");
                    }
                })
                .openPartly("part:y");

        assertEquals(List.of("whole:x", "part:y partly"), opened);
    }

    @Test
    @DisplayName("the one provider that knows the scheme gets the whole URI as it was written")
    void one() {
        lookup(new Provider(opened, "redis", "rediss"), new Provider(opened, "other"))
                .open("REDISS://u:p@a:1,b:2/x?y=z");

        assertEquals(List.of("REDISS://u:p@a:1,b:2/x?y=z"), opened);
    }

    @Test
    @DisplayName("memory: is on the class path of core")
    void onClassPath() {
        try (CasKeyValueStore store = CasKeyValueStore.open("memory:")) {
            assertInstanceOf(InMemoryStore.class, store);
        }
        assertTrue(refusal(() -> CasKeyValueStore.open("memory:x")).contains("memory:"));
    }

    @Test
    @DisplayName("no provider: the error names the scheme, lists those there are, and says what to add")
    void none() {
        String message =
                refusal(() -> lookup(new Provider(opened, "memory", "other")).open("redis://me:" + SECRET + "@host"));

        assertTrue(message.contains("the scheme redis:"), message);
        assertTrue(message.contains("memory: other:"), message);
        assertTrue(message.contains("posse-store-redis"), message);
    }

    @Test
    @DisplayName("no provider at all: the error says so")
    void emptyClassPath() {
        assertTrue(refusal(() -> lookup().open("redis:")).contains("Schemes on the class path: none"));
    }

    @Test
    @DisplayName("several providers: the error names their classes, and none is asked")
    void several() {
        String message = refusal(() -> lookup(new Provider(opened, "redis"), new SecondProvider(opened, "redis"))
                .open("redis://me:" + SECRET + "@h"));

        assertTrue(message.contains("Several providers claim the scheme redis"), message);
        assertTrue(
                message.contains("ProviderLookupTest$Provider, dev.posse.store.ProviderLookupTest$SecondProvider"),
                message);
        assertEquals(List.of(), opened);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "//me:hunter2@host",
                ":hunter2",
                "1redis://hunter2",
                "re dis://hunter2",
                "hunter2"
            })
    @DisplayName("what has no scheme is refused, with an example and what there is")
    void malformed(String uri) {
        String message = refusal(() -> lookup(new Provider(opened, "memory")).open(uri));

        assertTrue(message.contains("begins with a scheme and a colon, such as memory:"), message);
        assertTrue(message.contains("Schemes on the class path: memory:"), message);
    }

    @Test
    @DisplayName("a password that a user took for a scheme's place is not repeated")
    void passwordFirst() {
        refusal(() -> lookup(new Provider(opened, "memory")).open("//:" + SECRET + "@host:6379"));
    }

    private static ProviderLookup lookup(StoreProvider... providers) {
        return new ProviderLookup(List.of(providers));
    }

    /** Every refusal is looked through for the password. */
    private static String refusal(Runnable open) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, open::run).getMessage());
        assertFalse(message.contains(SECRET), message);
        return message;
    }
}
