package dev.posse.store;

import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds the one provider for a URI's scheme, or says clearly why there is none. */
final class ProviderLookup {

    // RFC 3986, section 3.1. Only the scheme is looked at: lists of hosts, as sentinels have them, are no java.net.URI.
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

    /** Their names begin their schemes: redis, rediss, redis-sentinel. */
    private static final List<String> MODULES = List.of("redis", "memcached", "couchbase");

    private final List<StoreProvider> providers;

    ProviderLookup(List<StoreProvider> providers) {
        this.providers = providers;
    }

    static ProviderLookup onClassPath() {
        return new ProviderLookup(
                StreamSupport.stream(ServiceLoader.load(StoreProvider.class).spliterator(), false)
                        .collect(Collectors.toUnmodifiableList()));
    }

    CasKeyValueStore open(String uri) {
        return providerFor(uri).open(uri);
    }

    CasKeyValueStore openPartly(String uri) {
        return providerFor(uri).openPartly(uri);
    }

    private StoreProvider providerFor(String uri) {
        Matcher matcher = SCHEME.matcher(uri);
        if (!matcher.matches()) {
            // The text itself stays out of the message: it may be a URI with a password, cut short.
            throw new IllegalArgumentException(
                    "A store URI begins with a scheme and a colon, such as memory:. " + known());
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        List<StoreProvider> fitting = providers.stream()
                .filter(provider -> provider.schemes().contains(scheme))
                .collect(Collectors.toUnmodifiableList());
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "No store for the scheme " + scheme + ": on the class path. " + known() + advice(scheme));
        }
        if (fitting.size() > 1) {
            throw new IllegalArgumentException("Several providers claim the scheme " + scheme + ": "
                    + fitting.stream()
                            .map(provider -> provider.getClass().getName())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ". Keep one of them on the class path.");
        }
        return fitting.get(0);
    }

    private static String advice(String scheme) {
        return MODULES.stream()
                .filter(scheme::startsWith)
                .map(module -> " Add the module that brings it: dev.posse:posse-store-" + module + ".")
                .findFirst()
                .orElse(" Is it spelt right? The module of a store of your own has to be there, too.");
    }

    private String known() {
        TreeSet<String> schemes = new TreeSet<>();
        providers.forEach(provider -> provider.schemes().forEach(scheme -> schemes.add(scheme + ":")));
        return "Schemes on the class path: " + (schemes.isEmpty() ? "none" : String.join(" ", schemes)) + ".";
    }
}
