package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.Garbler;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.Problem;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of requests and files of numbers with anything in them: taken or refused, and never an error of ours. */
class BodyFuzzIT {

    private static final long SECONDS = Long.getLong("momentum.fuzz.seconds", 4);
    private static final long SEED = Long.getLong("momentum.fuzz.seed", System.nanoTime());

    private static final Map<String, String> BODIES = Map.of(
            "/v1/messages", "{\"account\":\"acme\",\"from\":\"890123\",\"to\":\"15550100101\",\"text\":\"hola\"}",
            "/v1/suppressions", "{\"msisdn\":\"15550100101\",\"scope\":\"global\",\"reason\":\"asked\"}",
            "/v1/conversations/bulk/preview", "{\"action\":\"label\",\"label\":\"urgency\",\"ids\":[\"x\"]}",
            "/v1/acks", "{\"eventId\":\"ev_1\",\"externalId\":\"42\"}",
            "/v1/people", "{\"id\":\"maria\",\"role\":\"agent\",\"teams\":[\"north\"]}");

    @TempDir
    Path directory;

    @Test
    void noBodyIsAnErrorOfOurs() throws Exception {
        try (TestAppliance appliance = TestAppliance.start(directory, 1, () -> {
            throw new ConfigException(List.of(new Problem("momentum.yaml", 1, 1, "none", "")));
        })) {
            var admin = new ApiClient(appliance.url(), "admin");
            var random = new SplittableRandom(SEED);
            var garbler = new Garbler(random.nextLong());
            List<String> paths = BODIES.keySet().stream().sorted().toList();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                String path = paths.get(random.nextInt(paths.size()));
                byte[] body = garbler.garble(BODIES.get(path).getBytes(StandardCharsets.UTF_8));
                var request = admin.request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
                int status = admin.send(request).status();
                assertTrue(
                        status < 500,
                        () -> "seed " + SEED + ", " + path + ": " + status + " for "
                                + new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aFileOfNumbersIsCutIntoLinesWhateverIsInIt() throws Exception {
        var random = new SplittableRandom(SEED);
        var garbler = new Garbler(random.nextLong());
        byte[] seed = "number,first\n\"15550100101\",\"A \"\"B\"\" C\"\r\n+34600000001;x\n\uFEFF,,\n"
                .getBytes(StandardCharsets.UTF_8);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(1, SECONDS / 2));
        while (System.nanoTime() < end) {
            String text = new String(garbler.garble(seed), StandardCharsets.UTF_8);
            var lines = new CsvLines(new StringReader(text));
            int number = 0;
            for (List<String> cells = lines.next(); cells != null; cells = lines.next()) {
                number++;
                assertTrue(lines.number() == number && number <= text.length() + 1, text);
            }
        }
    }
}
