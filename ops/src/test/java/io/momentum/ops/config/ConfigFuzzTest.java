package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.momentum.gateway.sim.Garbler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration with anything in it is read, or is refused with its places; it never breaks the reader. */
class ConfigFuzzTest {

    private static final long SECONDS = Long.getLong("momentum.fuzz.seconds", 5);
    private static final long SEED = Long.getLong("momentum.fuzz.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    void anyFileIsReadOrRefused() throws IOException {
        var random = new SplittableRandom(SEED);
        var garbler = new Garbler(random.nextLong());
        Path config = Path.of("../config");
        List<byte[]> seeds = List.of(
                Files.readAllBytes(config.resolve("small.yaml")),
                Files.readAllBytes(config.resolve("large/momentum.yaml")),
                Files.readAllBytes(config.resolve("large/accounts.d/retail.yaml")),
                "a: &a [*a]\nb: {? [x] : y}\n--- !!binary x\n".getBytes(StandardCharsets.UTF_8));
        Path file = directory.resolve("momentum.yaml");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            byte[] garbled = garbler.garble(seeds.get(random.nextInt(seeds.size())));
            Files.write(file, garbled);
            try {
                ConfigFile.read(file, Map.of());
            } catch (ConfigException e) {
                assertFalse(e.problems().isEmpty());
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ":\n" + new String(garbled, StandardCharsets.UTF_8), e);
            }
        }
    }
}
