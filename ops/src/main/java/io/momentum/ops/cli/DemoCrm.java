package io.momentum.ops.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.momentum.ops.api.DemoDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The demo's system of record: takes webhooks on loopback, checks who signed them, and counts them by type. */
final class DemoCrm implements AutoCloseable {

    private static final String HMAC = "HmacSHA256";
    private static final int KEY_OCTETS = 32;

    private final byte[] key = new byte[KEY_OCTETS];
    private final HttpServer server;
    private final Map<String, Integer> taken = new TreeMap<>();
    private final LongAdder forged = new LongAdder();

    DemoCrm() throws IOException {
        new SecureRandom().nextBytes(key);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/events".formatted(server.getAddress().getPort());
    }

    /** As Standard Webhooks write it. */
    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /** How many events of each type came. */
    Map<String, Integer> taken() {
        synchronized (taken) {
            return new TreeMap<>(taken);
        }
    }

    int count() {
        return taken().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many came with a signature that does not fit. */
    long forged() {
        return forged.sum();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean ours = isSigned(exchange, body);
            if (!ours) forged.increment();
            else count(DemoDesk.eventType(new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(ours ? 204 : 401, -1);
        }
    }

    private void count(String type) {
        synchronized (taken) {
            taken.merge(type, 1, Integer::sum);
        }
    }

    /** Standard Webhooks: HMAC-SHA256 of id, time and body, with dots between. */
    private boolean isSigned(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            String head = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".";
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            String wanted = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            String given = headers.getFirst("webhook-signature");
            return given != null
                    && MessageDigest.isEqual(
                            wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
