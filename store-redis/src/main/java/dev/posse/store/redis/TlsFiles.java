package dev.posse.store.redis;

import dev.posse.store.StoreUri;
import dev.posse.store.UriSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SslOptions;
import java.io.File;
import java.util.Optional;

/**
 * The files that TLS takes, in PEM, where a URI names some. Without them the JVM's own trust store counts, and nobody shows a
 * certificate of his own.
 *
 * @param trusted the certificates to trust
 * @param certificate the store's own, for servers that ask for one
 * @param key that belongs to it, PKCS 8, without a password
 */
record TlsFiles(Optional<File> trusted, Optional<File> certificate, Optional<File> key) {

    /**
     * Takes them from the settings.
     *
     * @throws IllegalArgumentException if there is no TLS, a certificate without its key, or no such file
     */
    static TlsFiles from(StoreUri uri) {
        UriSettings settings = uri.settings();
        TlsFiles files = new TlsFiles(
                file(settings, "trustCertificate"), file(settings, "clientCertificate"), file(settings, "clientKey"));
        if (!files.isEmpty() && !uri.scheme().startsWith("rediss")) {
            throw uri.refused(
                    "trustCertificate, clientCertificate and clientKey are for rediss://, which asks for TLS");
        }
        if (files.certificate.isPresent() != files.key.isPresent()) {
            throw uri.refused("clientCertificate and clientKey go together");
        }
        return files;
    }

    private static Optional<File> file(UriSettings settings, String name) {
        Optional<File> file = settings.text(name).map(File::new);
        file.filter(named -> !named.isFile()).ifPresent(named -> {
            throw new IllegalArgumentException(
                    "The setting " + name + " is the name of a file, in PEM, that can be read");
        });
        return file;
    }

    private boolean isEmpty() {
        return trusted.isEmpty() && certificate.isEmpty() && key.isEmpty();
    }

    /** {@return what the client is told} */
    ClientOptions options() {
        if (isEmpty()) {
            return ClientOptions.create();
        }
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        trusted.ifPresent(ssl::trustManager);
        certificate.ifPresent(own -> ssl.keyManager(own, key.orElseThrow(), new char[0]));
        return ClientOptions.builder().sslOptions(ssl.build()).build();
    }
}
