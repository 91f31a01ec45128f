package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kannel as the ESME: a thousand messages with accents by its HTTP interface, and a thousand delivery callbacks. */
class KannelIT {

    private static final int MESSAGES = 1_000;
    private static final int AT_ONCE = 16;

    private static final class Arrived implements CarrierListener {
        final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public void submitSeen(SubmitSeen submit) {
            texts.add(submit.text());
        }
    }

    @Test
    void aThousandMessagesGoOutAndAThousandReceiptsComeBack(@TempDir Path dir) throws Exception {
        String bearerbox = Tool.find("bearerbox");
        String smsbox = Tool.find("smsbox");
        var arrived = new Arrived();
        Queue<String> callbacks = new ConcurrentLinkedQueue<>();
        HttpServer listener = callbackServer(callbacks);
        int sendPort = Tool.freePort();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .projected()
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start()) {
            int boxPort = Tool.freePort();
            String config = configure(dir, gateway.port(), boxPort, sendPort).toString();
            Process bearer = Tool.start(dir.resolve("bearerbox.out"), bearerbox, "-v", "2", config);
            until(
                    "Kannel has bound",
                    () -> gateway.gateway().accounts().get("acme").binds() == 1);
            until("Kannel waits for its other half", () -> isUp(boxPort));
            Process box = Tool.start(dir.resolve("smsbox.out"), smsbox, "-v", "2", config);
            try {
                until("Kannel takes messages", () -> isUp(sendPort));
                send(sendPort, listener.getAddress().getPort());
                until("receipts", () -> callbacks.size() >= MESSAGES);
                assertAll(arrived, callbacks);
            } finally {
                Tool.stop(box);
                Tool.stop(bearer);
            }
        } finally {
            listener.stop(0);
        }
    }

    private static void assertAll(Arrived arrived, Queue<String> callbacks) {
        Set<String> texts = new HashSet<>();
        Set<String> receipts = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            texts.add(text(i));
            receipts.add("id=" + i + "&type=1");
        }
        texts.removeAll(arrived.texts);
        receipts.removeAll(callbacks);
        assertEquals(Set.of(), texts, "texts that did not arrive");
        assertEquals(Set.of(), receipts, "receipts that did not come back");
        assertEquals(MESSAGES, arrived.texts.size());
        assertEquals(MESSAGES, callbacks.size());
    }

    /** Half of the texts are in the default alphabet, half in UCS-2. */
    private static String text(int i) {
        return i % 2 == 0 ? "Mañana à 9 è, ¿no? Ü " + i : "Świętość, чай, 你好, €, ê " + i;
    }

    private static HttpServer callbackServer(Queue<String> callbacks) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(address, 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/dlr", exchange -> {
            callbacks.add(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static boolean isUp(int port) {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(int port, int callbackPort) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        var room = new Semaphore(AT_ONCE);
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < MESSAGES; i++) {
            room.acquire();
            client.sendAsync(request(port, callbackPort, i), HttpResponse.BodyHandlers.ofString())
                    .whenComplete((response, failure) -> {
                        room.release();
                        if (failure != null) refused.add(failure.toString());
                        else if (response.statusCode() != 202) refused.add(response.body());
                    });
        }
        room.acquire(AT_ONCE);
        assertEquals(Set.of(), Set.copyOf(refused));
    }

    private static HttpRequest request(int port, int callbackPort, int i) {
        String callback = "http://127.0.0.1:" + callbackPort + "/dlr?id=" + i + "&type=%d";
        String query = "username=u&password=p&from=890123&to=15550100&dlr-mask=3&charset=UTF-8&coding=" + (i % 2 * 2)
                + "&text=" + URLEncoder.encode(text(i), UTF_8) + "&dlr-url=" + URLEncoder.encode(callback, UTF_8);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/cgi-bin/sendsms?" + query))
                .build();
    }

    private static Path configure(Path dir, int smppPort, int boxPort, int sendPort) throws IOException {
        Path file = dir.resolve("kannel.conf");
        Files.writeString(file, """
                group = core
                admin-interface = 127.0.0.1
                admin-port = %d
                admin-password = a
                status-password = s
                smsbox-interface = 127.0.0.1
                smsbox-port = %d
                box-allow-ip = "127.0.0.1"
                box-deny-ip = "*.*.*.*"
                log-file = "%s/bearerbox.log"
                log-level = 2
                dlr-storage = internal

                group = smsc
                smsc = smpp
                smsc-id = momentum
                # Without a plus it would say "national", TON 2, of numbers that are international.
                dest-addr-ton = 1
                dest-addr-npi = 1
                host = 127.0.0.1
                port = %d
                transceiver-mode = true
                smsc-username = acme
                smsc-password = %s
                system-type = ""
                interface-version = 34
                max-pending-submits = 50
                enquire-link-interval = 2

                group = smsbox
                bearerbox-host = 127.0.0.1
                bearerbox-port = %d
                sendsms-interface = 127.0.0.1
                sendsms-port = %d
                log-file = "%s/smsbox.log"
                log-level = 2

                group = sendsms-user
                username = u
                password = p
                max-messages = 3

                group = sms-service
                keyword = default
                text = ""
                max-messages = 0
                """.formatted(
                        Tool.freePort(), boxPort, dir, smppPort, TestGateway.PASSWORD, boxPort, sendPort, dir));
        return file;
    }
}
