package io.momentum.ops.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks on the JDK's HTTP server, which answers as it is told. */
public final class TestReceiver implements AutoCloseable {

    /** What came in. */
    public record Request(String path, Map<String, List<String>> headers, byte[] body) {

        public JsonObject json() {
            return new JsonObject(new String(body, StandardCharsets.UTF_8));
        }

        public String id() {
            return header("webhook-id");
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        /** Whether one of the signatures is that of a key, by the words of the specification alone. */
        public boolean isSignedBy(byte[] key) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String head = header("webhook-id") + "." + header("webhook-timestamp") + ".";
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            String mine = "v1," + java.util.Base64.getEncoder().encodeToString(mac.doFinal(body));
            return List.of(header("webhook-signature").split(" ")).contains(mine);
        }
    }

    /** What is answered. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public static final Answer OK = new Answer(200, Map.of(), "");

        public static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }
    }

    /** How a request is answered; null hangs. */
    @FunctionalInterface
    public interface Behaviour {
        @Nullable
        Answer to(Request request) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = request -> Answer.OK;

    private TestReceiver(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static TestReceiver start() throws IOException {
        return new TestReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
    }

    static TestReceiver startTls(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new TestReceiver(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    public void behaves(Behaviour next) {
        behaviour = next;
    }

    public List<Request> requests() {
        return new ArrayList<>(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var request = new Request(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
        requests.add(request);
        try {
            Answer answer = behaviour.to(request);
            if (answer == null) return; // never answered: the exchange stays open
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) exchange.getResponseBody().write(bytes);
            exchange.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
