package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.portability.LookUpConfig;
import io.momentum.gateway.portability.LookUpConfig.Asked;
import io.momentum.gateway.portability.LookUpConfig.Cache;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.PortedNumbers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code portability}: files of ported numbers, {@code number,network} a line, lines with {@code #} are remarks, a later file is
 * stronger; and who is asked for the others.
 */
final class PortabilityKeys {

    private static final String HEAD = "number,network";
    private static final String NUMBER = "{number}";

    private PortabilityKeys() {}

    static PortabilityConfig read(Section section) {
        Path directory = section.source().reading().directory();
        List<PortedNumbers> ported = new ArrayList<>();
        for (Placed<Path> file : section.list("files", directory::resolve)) ported.addFirst(numbers(file));
        Section lookUp = section.section("lookup");
        Optional<LookUpConfig> asked = section.has("lookup") ? lookUp(lookUp) : Optional.empty();
        section.end();
        return new PortabilityConfig(ported, asked);
    }

    private static PortedNumbers numbers(Placed<Path> file) {
        var numbers = new PortedNumbers.Builder();
        int at = 0;
        try (BufferedReader lines = Files.newBufferedReader(file.value())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                at++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#") && !text.equals(HEAD)) add(text, numbers);
            }
            return numbers.build();
        } catch (IOException e) {
            file.problem(FileProblems.explain(file.value(), e));
        } catch (IllegalArgumentException e) {
            file.problem("%s:%d: %s".formatted(file.value(), at, e.getMessage()));
        }
        return PortedNumbers.NONE;
    }

    private static void add(String line, PortedNumbers.Builder numbers) {
        int comma = line.indexOf(',');
        if (comma < 1 || !line.substring(0, comma).strip().matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("must be " + HEAD);
        }
        long digits = Long.parseLong(line.substring(0, comma).strip());
        numbers.add(digits, Network.parse(line.substring(comma + 1).strip()));
    }

    private static Optional<LookUpConfig> lookUp(Section section) {
        Optional<Asked> asked = asked(section);
        List<String> prefixes = section.list("prefixes", PortabilityKeys::digits).stream()
                .map(Placed::value)
                .toList();
        Map<String, Network> routingNumbers = section.map("routingNumbers", Values.visible(1, 20), Network::parse);
        String pattern = section.value("pattern", PortabilityKeys::pattern, LookUpConfig.PATTERN);
        Duration timeout = section.value(
                "timeout", Values.duration(Duration.ofMillis(10), Duration.ofSeconds(10)), Duration.ofMillis(500));
        int concurrent = section.value("concurrent", Values.integer(1, 10_000), 200);
        Cache cache = cache(section.section("cache"));
        Circuit.Rules circuit = RuleKeys.circuit(section.section("circuit"), Circuit.Rules.DEFAULT);
        section.end();
        return asked.map(
                who -> new LookUpConfig(who, prefixes, pattern, routingNumbers, timeout, concurrent, cache, circuit));
    }

    private static Optional<Asked> asked(Section section) {
        Optional<Asked> http = http(section.section("http"), section.has("http"));
        Optional<Asked> zone = zone(section.section("enum"), section.has("enum"));
        if (section.has("http") == section.has("enum")) section.problem("must have exactly one of http, enum");
        return http.isPresent() ? http : zone;
    }

    private static Optional<Asked> http(Section section, boolean isThere) {
        var url =
                isThere ? section.required("url", PortabilityKeys::url) : section.optional("url", PortabilityKeys::url);
        var authorization = Secrets.header(section, "authorization");
        section.end();
        return url.map(found -> new LookUpConfig.Http(found.value(), authorization));
    }

    private static Optional<Asked> zone(Section section, boolean isThere) {
        String zone = section.value("zone", PortabilityKeys::domain, "e164.arpa");
        List<HostPort> servers = section.list("servers", Values.hostAndPort(HostPort::new)).stream()
                .map(Placed::value)
                .toList();
        section.end();
        if (!isThere) return Optional.empty();
        if (!section.has("servers") || section.isEmptyList("servers")) {
            section.problem("'servers' must have at least one host:port");
        }
        return servers.isEmpty() ? Optional.empty() : Optional.of(new LookUpConfig.EnumZone(zone, servers));
    }

    private static Cache cache(Section section) {
        Cache usual = Cache.DEFAULT;
        var day = Duration.ofDays(365);
        var cache = new Cache(
                section.value("entries", Values.integer(2, 50_000_000), usual.entries()),
                section.value("found", Values.duration(Duration.ZERO, day), usual.found()),
                section.value("notFound", Values.duration(Duration.ZERO, day), usual.notFound()));
        section.end();
        return cache;
    }

    private static String digits(String text) {
        if (text.matches("[0-9]{1,15}")) return text;
        throw Values.bad("leading digits of numbers, such as 34", text);
    }

    private static String url(String text) {
        boolean isWeb = text.startsWith("https://") || text.startsWith("http://");
        if (!isWeb || !text.contains(NUMBER)) throw Values.bad("an address with {number} in it", text);
        try {
            URI made = URI.create(text.replace(NUMBER, "34600000000"));
            if (made.getHost() != null) return text;
        } catch (IllegalArgumentException e) {
            throw Values.bad("an address with {number} in it, " + e.getMessage(), text);
        }
        throw Values.bad("an address with a host", text);
    }

    private static String domain(String text) {
        if (text.length() <= 200 && text.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*")) return text;
        throw Values.bad("a domain such as e164.arpa", text);
    }

    private static String pattern(String text) {
        try {
            var groups = Pattern.compile(text).namedGroups();
            boolean hasCodes = groups.containsKey("mcc") && groups.containsKey("mnc");
            if (hasCodes || groups.containsKey("rn")) return text;
        } catch (PatternSyntaxException e) {
            throw Values.bad("a regular expression: " + e.getDescription(), text);
        }
        throw new IllegalArgumentException("must have the named groups mcc and mnc, or rn");
    }
}
