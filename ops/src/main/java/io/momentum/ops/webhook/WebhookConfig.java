package io.momentum.ops.webhook;

import io.momentum.ops.event.TypeFilter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to events.
 *
 * @param name of its cursor and its dead letters: with another name it is another subscription
 * @param secrets one or two; while a key is changed, both sign
 * @param mapping the form that events are sent in
 * @param token fills {@code {{token}}} in the headers of the mapping
 * @param ratePerSecond 0 for unlimited
 * @param concurrency deliveries at a time, 1 to 32
 * @param timeout of one attempt, from the look-up of the name to the last octet of the answer
 * @param allowHttp whether the URL may be of plain HTTP
 * @param allowPrivate whether it may lead into our own network
 * @param authority PEM certificates of those who may vouch for the receiver, null for the usual ones
 */
public record WebhookConfig(
        String name,
        URI url,
        List<SigningSecret> secrets,
        TypeFilter types,
        Mapping mapping,
        Optional<Token> token,
        int ratePerSecond,
        int concurrency,
        Duration timeout,
        Backoff backoff,
        boolean allowHttp,
        boolean allowPrivate,
        @Nullable String authority) {

    public static final int CONCURRENCY = 4;
    public static final int CONCURRENCY_MAX = 32;
    public static final int RATE = 50;
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** What a receiver wants to see in a header. Never shown. */
    public record Token(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Where it goes, for people: what could be a secret in the URL is left out. */
    public String place() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + (url.getPath() == null ? "" : url.getPath());
    }

    /** The types that are sent: wanted, and known to the mapping. */
    public TypeFilter sent() {
        return types.and(mapping.types());
    }
}
