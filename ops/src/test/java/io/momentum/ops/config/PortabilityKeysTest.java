package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.portability.LookUpConfig;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.PortedNumbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortabilityKeysTest {

    @TempDir
    Path directory;

    private PortabilityConfig read(String text) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, text);
        return ConfigFile.read(file).gateway().portability();
    }

    @Test
    void aLaterFileIsStronger() throws Exception {
        Files.writeString(
                directory.resolve("a.csv"), "# remark\nnumber,network\n34600000001,214-07\n34600000002, 214-01\n");
        Files.writeString(directory.resolve("b.csv"), "34600000002,214-03\n34600000002,214-03\n");
        List<PortedNumbers> ported =
                read("portability: { files: [a.csv, b.csv] }").ported();
        assertEquals(List.of(1, 2), ported.stream().map(PortedNumbers::size).toList());
        assertEquals(new Network("214", "03"), ported.getFirst().find(34_600_000_002L));
        assertEquals(new Network("214", "07"), ported.getLast().find(34_600_000_001L));
        assertNull(ported.getLast().find(34_600_000_003L));
        assertNull(ported.getLast().find(3_460_000_000L));
        assertNull(ported.getLast().find(0));
    }

    @Test
    void everyKeyOfALookUpOverHttpIsMapped() throws Exception {
        LookUpConfig lookUp = read("""
                portability:
                  lookup:
                    http: { url: "https://mnp.example/{number}", authorization: { plain: "Bearer x" } }
                    prefixes: ["34", "57"]
                    pattern: "rn=(?<rn>[0-9]+)"
                    routingNumbers: { "741022": 214-07 }
                    timeout: 300ms
                    concurrent: 9
                    cache: { entries: 1000, found: 2h, notFound: 3m }
                    circuit: { errors: 40, outcomes: 7, window: 5s, latency: 800ms, open: 1m }
                """).lookUp().orElseThrow();
        var expected = new LookUpConfig(
                new LookUpConfig.Http("https://mnp.example/{number}", Optional.of(new Secret("Bearer x"))),
                List.of("34", "57"),
                "rn=(?<rn>[0-9]+)",
                Map.of("741022", new Network("214", "07")),
                Duration.ofMillis(300),
                9,
                new LookUpConfig.Cache(1_000, Duration.ofHours(2), Duration.ofMinutes(3)),
                new Circuit.Rules(40, 7, 5_000, 800, 60_000));
        assertEquals(expected, lookUp);
    }

    @Test
    void defaultsOfALookUpOverDns() throws Exception {
        LookUpConfig lookUp = read("portability: { lookup: { enum: { servers: [\"192.0.2.53:53\"] } } }")
                .lookUp()
                .orElseThrow();
        var expected = new LookUpConfig(
                new LookUpConfig.EnumZone("e164.arpa", List.of(new HostPort("192.0.2.53", 53))),
                List.of(),
                LookUpConfig.PATTERN,
                Map.of(),
                Duration.ofMillis(500),
                200,
                LookUpConfig.Cache.DEFAULT,
                Circuit.Rules.DEFAULT);
        assertEquals(expected, lookUp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lookup: { timeout: 1s } | exactly one of http, enum",
                "lookup: { http: { url: 'https://x/{number}' }, enum: { servers: ['a:1'] } } | exactly one of http, enum",
                "lookup: { http: { url: 'https://x/' } } | an address with {number} in it",
                "lookup: { http: { url: 'ftp://x/{number}' } } | an address with {number} in it",
                "lookup: { enum: { zone: e164.arpa } } | 'servers' must have",
                "lookup: { enum: { zone: 'a b', servers: ['a:1'] } } | a domain such as e164.arpa",
                "lookup: { http: { url: 'https://x/{number}' }, pattern: '(' } | a regular expression",
                "lookup: { http: { url: 'https://x/{number}' }, pattern: 'x' } | the named groups mcc and mnc, or rn",
                "files: [nowhere.csv] | nowhere.csv",
                "files: [bad.csv] | bad.csv:2: must be number,network",
                "files: [twice.csv] | is there twice, in different networks"
            })
    void oneMistakeIsToldInWords(String text, String expected) throws Exception {
        Files.writeString(directory.resolve("bad.csv"), "34600000001,214-07\nx\n");
        Files.writeString(directory.resolve("twice.csv"), "34600000001,214-07\n34600000001,214-01\n");
        String message = assertThrows(ConfigException.class, () -> read("portability: { " + text + " }"))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aMillionPortedNumbersAreFoundInEightOctetsEach() {
        var builder = new PortedNumbers.Builder();
        for (int i = 0; i < 1_000_000; i++) builder.add(34_600_000_000L + i * 7L, new Network("214", "0" + i % 8));
        PortedNumbers numbers = builder.build();
        assertEquals(1_000_000, numbers.size());
        for (int i = 0; i < 1_000_000; i += 997) {
            assertEquals(new Network("214", "0" + i % 8), numbers.find(34_600_000_000L + i * 7L));
            assertNull(numbers.find(34_600_000_001L + i * 7L));
        }
    }
}
