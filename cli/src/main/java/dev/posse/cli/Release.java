package dev.posse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which release this is, as the build wrote it down. */
final class Release implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream written = Objects.requireNonNull(Release.class.getResourceAsStream("release.properties"))) {
            properties.load(written);
        }
        return new String[] {"Posse " + properties.getProperty("version")};
    }
}
