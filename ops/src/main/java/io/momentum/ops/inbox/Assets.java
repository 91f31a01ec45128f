package io.momentum.ops.inbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Scripts and styles, in memory. The path of each has its hash: what changes has another one, so browsers may keep them. */
public final class Assets {

    static final String ROOT = Inbox.ROOT + "/assets/";

    private static final String WEBJARS = "/META-INF/resources/webjars/";

    /** One line for each: its name, and where it is. */
    private static final Map<String, String> FILES = Map.of(
            "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
            "sse.js", WEBJARS + "htmx-ext-sse/2.2.2/sse.js",
            "inbox.js", "assets/inbox.js",
            "inbox.css", "assets/inbox.css",
            "icon.svg", "assets/icon.svg");

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    private record File(String type, Buffer plain, Buffer zipped) {}

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, File> byPath = new HashMap<>();

    Assets() {
        FILES.forEach((name, resource) -> {
            byte[] content = read(resource);
            int dot = name.lastIndexOf('.');
            String ending = name.substring(dot + 1);
            String path = ROOT + name.substring(0, dot) + "." + hash(content) + "." + ending;
            paths.put(name, path);
            String type = TYPES.getOrDefault(ending, "application/octet-stream");
            byPath.put(path, new File(type, Buffer.buffer(content), Buffer.buffer(zipped(content))));
        });
    }

    String path(String name) {
        String path = paths.get(name);
        if (path == null) throw new IllegalArgumentException("no file " + name);
        return path;
    }

    void serve(RoutingContext context) {
        File file = byPath.get(context.request().path());
        if (file == null) {
            context.response().setStatusCode(404).end();
            return;
        }
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", file.type())
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("Cache-Control", "public, max-age=31536000, immutable");
        String accepted = context.request().getHeader("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
            response.end(file.plain());
            return;
        }
        response.putHeader("Content-Encoding", "gzip").end(file.zipped());
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
