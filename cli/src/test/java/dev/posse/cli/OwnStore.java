package dev.posse.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A user's own store, {@code mydb:}, compiled into a jar that no class path of the repository knows. */
final class OwnStore {

    static final String URI = "mydb://somewhere";

    private static final String SOURCE = """
            package com.example.mydb;

            import dev.posse.store.CasKeyValueStore;
            import dev.posse.store.StoreProvider;
            import dev.posse.store.memory.InMemoryStore;
            import java.util.Set;

            public final class MyDb implements StoreProvider {
                @Override
                public Set<String> schemes() {
                    return Set.of("mydb");
                }

                @Override
                public CasKeyValueStore open(String uri) {
                    return new InMemoryStore();
                }
            }
            """;

    private OwnStore() {}

    /** Compiles it, against core alone as its author would, and packs it. */
    static Path jarIn(Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("MyDb.java"), SOURCE);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK runs the tests");
        int code = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
        if (code != 0) {
            throw new IllegalStateException("MyDb.java does not compile");
        }
        Path jar = directory.resolve("my-store.jar");
        String classFile = "com/example/mydb/MyDb.class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new ZipEntry(classFile));
            entries.write(Files.readAllBytes(directory.resolve(classFile)));
            entries.putNextEntry(new ZipEntry("META-INF/services/dev.posse.store.StoreProvider"));
            entries.write("com.example.mydb.MyDb\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
