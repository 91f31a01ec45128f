package io.momentum.ops.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the build wrote into the jar. */
public final class Build {

    private Build() {}

    public static String version() {
        try (InputStream in = Build.class.getResourceAsStream("/io/momentum/ops/version.properties")) {
            var properties = new Properties();
            if (in != null) properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contract that the API serves and holds requests against. */
    static String contract() {
        try (InputStream in = Build.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) throw new IllegalStateException("openapi.yaml is not in the jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
