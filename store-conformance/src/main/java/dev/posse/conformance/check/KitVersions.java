package dev.posse.conformance.check;

import dev.posse.conformance.report.ConformanceReport;
import java.net.URI;
import java.security.CodeSource;
import java.util.Optional;

/** Which kit has judged which store, as far as their jars tell. */
final class KitVersions {

    private KitVersions() {}

    static ConformanceReport.Versions of(Optional<Class<?>> store) {
        return new ConformanceReport.Versions(
                version(KitVersions.class),
                store.map(type -> type.getName() + " " + version(type)).orElse("not opened"));
    }

    /** What the jar says of itself, or what it is called. */
    private static String version(Class<?> type) {
        Optional<String> told = Optional.ofNullable(type.getPackage()).map(Package::getImplementationVersion);
        return told.orElseGet(
                () -> Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                        .map(CodeSource::getLocation)
                        .map(location -> fileName(location.toString()))
                        .orElse("of an unknown version"));
    }

    private static String fileName(String location) {
        String path = URI.create(location).getSchemeSpecificPart();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.endsWith(".jar") ? "of " + last : "of a directory of classes";
    }
}
