package io.momentum.ops.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values that are taken where a file says nothing, as a file would say them. */
final class Defaults {

    private Defaults() {}

    static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Duration duration -> Values.written(duration);
            case Enum<?> constant -> Values.written(constant);
            case InetSocketAddress address -> Values.LISTEN.write(address);
            case Path path -> path.toString();
            case Optional<?> optional -> optional.map(Defaults::written).orElse("");
            case Collection<?> all -> all.stream().map(Defaults::written).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
