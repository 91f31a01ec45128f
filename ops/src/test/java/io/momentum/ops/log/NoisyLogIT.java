package io.momentum.ops.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.momentum.ops.TestAppliance;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A gateway at which much goes wrong: no line of its log has a number, a text or a secret in it. */
class NoisyLogIT {

    private static final String NUMBER = "1555010";
    private static final String TEXT = "squeamish ossifrage";
    private static final String SECRET = "hunter2";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void noNumberNoTextAndNoSecretLeaves() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.INFO);
        try (TestAppliance appliance = TestAppliance.start(directory)) {
            makeNoise(appliance);
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        List<String> seen = new ArrayList<>();
        var errors = new MaskedError();
        errors.start();
        for (ILoggingEvent event : List.copyOf(lines.list)) {
            seen.add(MaskedMessage.of(event) + errors.convert(event));
        }
        assertTrue(seen.size() > 10, seen::toString);
        for (String line : seen) {
            assertFalse(line.contains(NUMBER) || line.contains(TEXT) || line.contains(SECRET), line);
        }
        assertTrue(seen.stream().anyMatch(line -> line.contains("…01")), "something about a number was logged");
        assertTrue(seen.stream().anyMatch(line -> line.contains("Bind refused")), seen::toString);
    }

    private void makeNoise(TestAppliance appliance) throws Exception {
        String url = appliance.url();
        for (int i = 0; i < 5; i++) {
            put(url + "/v1/suppressions/" + NUMBER + "0101", "admin", "{\"reason\":\"asked\",\"scope\":\"global\"}");
            post(
                    url + "/v1/messages",
                    "admin",
                    "{\"account\":\"acme\",\"from\":\"890123\",\"to\":\"" + NUMBER + "0101\",\"text\":\"" + TEXT
                            + "\"}");
            post(
                    url + "/v1/messages",
                    "admin",
                    "{\"account\":\"acme\",\"from\":\"890123\",\"to\":\"" + NUMBER + "0102\",\"text\":\"" + TEXT
                            + "\"}");
            post(url + "/v1/messages", SECRET, "{\"text\":\"" + TEXT);
            post(url + "/v1/messages", "admin", "{\"text\":\"" + TEXT);
            post(url + "/v1/contacts/" + NUMBER + "0101/hold", "admin", "{\"reason\":\"" + TEXT + "\"}");
            delete(url + "/v1/suppressions/" + NUMBER + "0101?scope=global");
            smpp(appliance, bind("acme", SECRET));
            smpp(appliance, bind("nobody", SECRET));
            smpp(appliance, (TEXT + NUMBER + "0103").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void put(String url, String token, String body) throws Exception {
        send(request(url, token).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private void post(String url, String token, String body) throws Exception {
        send(request(url, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private void delete(String url) throws Exception {
        send(request(url, "admin").DELETE());
    }

    private static HttpRequest.Builder request(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        http.send(request.build(), BodyHandlers.ofString());
    }

    private static void smpp(TestAppliance appliance, byte[] octets) throws IOException {
        int port = appliance.gateway().server().address().getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(octets);
            int first = socket.getInputStream().read();
            assertTrue(first >= -1);
        }
    }

    private static byte[] bind(String systemId, String password) throws IOException {
        var body = new ByteArrayOutputStream();
        for (String field : List.of(systemId, password, "")) {
            body.write(field.getBytes(StandardCharsets.US_ASCII));
            body.write(0);
        }
        body.write(new byte[] {0x34, 0, 0, 0});
        var pdu = new ByteArrayOutputStream();
        var out = new DataOutputStream(pdu);
        out.writeInt(16 + body.size());
        out.writeInt(9);
        out.writeInt(0);
        out.writeInt(1);
        out.write(body.toByteArray());
        return pdu.toByteArray();
    }
}
