package io.momentum.ops.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the text of one value becomes what it means. A parser throws {@link IllegalArgumentException} with a message for the
 * person who wrote the value.
 */
final class Values {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)?");
    private static final Pattern RATE_FORM = Pattern.compile("([0-9]{1,9})/s");
    private static final Pattern ENDPOINT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\[\\]:\\s]+):([0-9]{1,5})");

    private static final String FOR_EVER = "for ever";

    static final int RATE_MAX = 1_000_000;

    private Values() {}

    static Spelled<Integer> integer(int min, int max) {
        Function<String, Integer> parser = text -> {
            if (!text.matches("-?[0-9]{1,9}")) throw bad("a whole number", text);
            int value = Integer.parseInt(text);
            if (value < min || value > max)
                throw new IllegalArgumentException("%d is not in %d..%d".formatted(value, min, max));
            return value;
        };
        return new Spelled<>(Map.of("type", "integer", "minimum", min, "maximum", max), parser, String::valueOf);
    }

    static Spelled<Duration> duration(Duration min, Duration max) {
        Function<String, Duration> parser = text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) throw bad("a duration such as 500ms, 30s, 5m, 1h or 2d", text);
            var value = Duration.ofMillis(Long.parseLong(matcher.group(1)) * unitMillis(matcher.group(2)));
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException("%s is not in %s..%s".formatted(text, written(min), written(max)));
            }
            return value;
        };
        return new Spelled<>(text(DURATION, written(min) + " to " + written(max)), parser, Values::written);
    }

    /** A duration, or none at all. */
    static Spelled<Optional<Duration>> durationOrForEver(Duration min, Duration max) {
        Spelled<Duration> some = duration(min, max);
        Function<String, Optional<Duration>> parser = text -> {
            if (text.equals(FOR_EVER)) return Optional.empty();
            if (!DURATION.matcher(text).matches()) throw bad(FOR_EVER + ", or a duration such as 400d", text);
            return Optional.of(some.apply(text));
        };
        Pattern form = Pattern.compile(FOR_EVER + "|" + DURATION.pattern());
        return new Spelled<>(
                text(form, FOR_EVER + ", or " + written(min) + " to " + written(max)),
                parser,
                value -> value.map(Values::written).orElse(FOR_EVER));
    }

    static Spelled<Long> size(long min, long max) {
        Function<String, Long> parser = text -> {
            Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) throw bad("a size such as 70000, 64KiB, 64MiB or 1GiB", text);
            String unit = matcher.group(2);
            long value = Long.parseLong(matcher.group(1)) * unitBytes(unit);
            if (value < min || value > max)
                throw new IllegalArgumentException("%s is not in %d..%d bytes".formatted(text, min, max));
            return value;
        };
        Map<String, Object> schema = Map.of(
                "type",
                List.of("integer", "string"),
                "minimum",
                min,
                "maximum",
                max,
                "pattern",
                "^" + SIZE.pattern() + "$");
        return new Spelled<>(schema, parser, Values::writtenSize);
    }

    /** Messages a second, 0 for unlimited. */
    static final Spelled<Integer> RATE = new Spelled<>(
            text(Pattern.compile("unlimited|" + RATE_FORM.pattern()), "unlimited, or 1/s to " + RATE_MAX + "/s"),
            Values::rate,
            Values::writtenRate);

    static final Spelled<Boolean> FLAG = new Spelled<>(Map.of("type", "boolean"), Values::flag, String::valueOf);

    static final Spelled<InetSocketAddress> LISTEN =
            new Spelled<>(Map.of("type", "string"), Values::listen, Values::writtenAddress);

    static int rate(String text) {
        if (text.equals("unlimited")) return 0;
        Matcher matcher = RATE_FORM.matcher(text);
        if (!matcher.matches()) throw bad("'unlimited' or a rate such as 50/s", text);
        int value = Integer.parseInt(matcher.group(1));
        if (value < 1 || value > RATE_MAX)
            throw new IllegalArgumentException(text + " is not in 1/s.." + RATE_MAX + "/s");
        return value;
    }

    /** {@code host:port}, {@code [::1]:port} or {@code *:port} for all addresses; port 0 takes a free one. */
    static InetSocketAddress listen(String text) {
        Matcher matcher = endpoint(text);
        int port = port(matcher.group(2), 0);
        if (matcher.group(1).equals("*")) return new InetSocketAddress(port);
        var address = new InetSocketAddress(host(matcher), port);
        if (address.isUnresolved())
            throw new IllegalArgumentException("no address is known for host '" + host(matcher) + "'");
        return address;
    }

    /** Takes {@code host:port} apart without asking the resolver. */
    static <T> Function<String, T> hostAndPort(Endpoint<T> make) {
        return text -> {
            Matcher matcher = endpoint(text);
            return make.of(host(matcher), port(matcher.group(2), 1));
        };
    }

    /** Makes something of a host and a port. */
    @FunctionalInterface
    interface Endpoint<T> {
        T of(String host, int port);
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("true or false", text);
        };
    }

    /** The constants of an enum, written in lower case with dashes. */
    static <E extends Enum<E>> Spelled<E> constant(Class<E> type) {
        var choices = new HashMap<String, E>();
        for (E constant : type.getEnumConstants()) choices.put(written(constant), constant);
        return choice(choices);
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E> Spelled<E> choice(Map<String, E> choices) {
        Function<String, E> parser = text -> {
            E choice = choices.get(text);
            if (choice != null) return choice;
            throw bad(
                    "one of "
                            + String.join(
                                    ", ", choices.keySet().stream().sorted().toList()),
                    text);
        };
        Map<String, Object> schema = Map.of("enum", words(choices.keySet()));
        return new Spelled<>(
                schema,
                parser,
                choice -> choices.entrySet().stream()
                        .filter(each -> each.getValue().equals(choice))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst()
                        .orElseGet(() -> String.valueOf(choice)));
    }

    /** Visible ASCII characters: what fits into a C-octet string of SMPP without surprises. */
    static Spelled<String> visible(int min, int max) {
        Function<String, String> parser = text -> {
            if (text.length() >= min && text.length() <= max && text.chars().allMatch(c -> c > ' ' && c < 0x7f))
                return text;
            throw new IllegalArgumentException("must be %d to %d visible ASCII characters".formatted(min, max));
        };
        Map<String, Object> schema =
                Map.of("type", List.of("string", "number", "boolean"), "minLength", min, "maxLength", max);
        return new Spelled<>(schema, parser, text -> text);
    }

    /** Throws where a secret text is none that a header can carry: 1 to {@code max} ASCII characters, blanks among them. */
    static String printable(String text, int max) {
        if (!text.isEmpty() && text.length() <= max && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) return text;
        throw new IllegalArgumentException("must be 1 to " + max + " ASCII characters");
    }

    /** A URL of some host; throws with an example of one where the text is none. */
    static URI url(String text, String example) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null) return url;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a URL such as " + example, e);
        }
        throw new IllegalArgumentException("must be a URL such as " + example);
    }

    private static Map<String, Object> text(Pattern form, String range) {
        return Map.of("type", "string", "pattern", "^(" + form.pattern() + ")$", "$comment", range);
    }

    /** Words as editors see them: what YAML takes for a number or a truth value is one. */
    private static List<Object> words(Set<String> words) {
        List<Object> all = new ArrayList<>();
        for (String word : new TreeSet<>(words)) {
            all.add(word);
            if (word.matches("-?[0-9]{1,9}")) all.add(Integer.valueOf(word));
            else if (word.matches("[0-9]{1,9}\\.[0-9]{1,9}")) all.add(Double.valueOf(word));
            else if (word.matches("true|false")) all.add(Boolean.valueOf(word));
        }
        return all;
    }

    private static String writtenRate(int rate) {
        return rate == 0 ? "unlimited" : rate + "/s";
    }

    private static String writtenSize(long bytes) {
        if (bytes >= 1L << 30 && bytes % (1L << 30) == 0) return (bytes >> 30) + "GiB";
        if (bytes >= 1L << 20 && bytes % (1L << 20) == 0) return (bytes >> 20) + "MiB";
        if (bytes >= 1L << 10 && bytes % (1L << 10) == 0) return (bytes >> 10) + "KiB";
        return Long.toString(bytes);
    }

    private static String writtenAddress(InetSocketAddress address) {
        boolean any = address.getAddress() != null && address.getAddress().isAnyLocalAddress();
        String host = any ? "*" : address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    static IllegalArgumentException bad(String expected, String text) {
        return new IllegalArgumentException("must be %s, not '%s'".formatted(expected, text));
    }

    static String written(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long unitMillis = unitMillis(unit);
            if (millis >= unitMillis && millis % unitMillis == 0) return millis / unitMillis + unit;
        }
        return millis + "ms";
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static long unitBytes(@Nullable String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case null, default -> 1;
        };
    }

    private static Matcher endpoint(String text) {
        Matcher matcher = ENDPOINT.matcher(text);
        if (!matcher.matches()) throw bad("host:port, an IPv6 address in brackets", text);
        return matcher;
    }

    private static String host(Matcher matcher) {
        String host = matcher.group(1);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text, int min) {
        int port = Integer.parseInt(text);
        if (port < min || port > 65535)
            throw new IllegalArgumentException("port %d is not in %d..65535".formatted(port, min));
        return port;
    }
}
