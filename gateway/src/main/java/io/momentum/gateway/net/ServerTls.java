package io.momentum.gateway.net;

import io.momentum.gateway.session.Swapped;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of our TLS listener and the rules by which it is used, read again when its files or the configuration change:
 * new connections get the new one, those that stand keep theirs. Files that do not fit together leave the old certificate in force and are counted. Any thread.
 */
public final class ServerTls implements AutoCloseable {

    /** How often the files are looked at. */
    public static final long LOOK_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final Swapped<Loaded> loaded;
    private final AtomicReference<List<String>> tried;
    private final LongAdder reloads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final ScheduledExecutorService watch;

    /** A context, and what it was made of. */
    private record Loaded(TlsConfig config, SslContext context, long expiresAtMillis, List<String> stamps) {}

    private ServerTls(Loaded first) {
        loaded = new Swapped<>(first);
        tried = new AtomicReference<>(first.stamps());
        watch = Executors.newSingleThreadScheduledExecutor(task ->
                Thread.ofPlatform().daemon().name("momentum-certificates").unstarted(task));
        var _ = watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads certificate and key.
     *
     * @throws UncheckedIOException with a message for the operator, where they cannot be used
     */
    public static ServerTls open(TlsConfig config) {
        try {
            return new ServerTls(load(config));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            String reason = "TLS: cannot use %s with %s: %s".formatted(config.certificate(), config.key(), whyOf(e));
            throw new UncheckedIOException(reason, new IOException(reason, e));
        }
    }

    /** Says what is wrong with the files of a configuration; empty where they can be used. */
    public static String problemOf(TlsConfig config) {
        try {
            var _ = load(config);
            return "";
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return whyOf(e);
        }
    }

    private static Loaded load(TlsConfig config) throws IOException, GeneralSecurityException {
        List<String> stamps = stamps(config);
        var certificates = Certificates.read(config.certificate());
        PrivateKey key = Certificates.keyOf(certificates.getFirst(), config.key());
        var builder =
                config.rules().on(SslContextBuilder.forServer(key, certificates).sslProvider(SslProvider.JDK));
        if (config.clientCa().isPresent()) {
            builder.trustManager(Certificates.read(config.clientCa().get()));
            builder.clientAuth(config.requireClientCertificate() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        return new Loaded(config, builder.build(), Certificates.expiresAtMillis(certificates), stamps);
    }

    private static List<String> stamps(TlsConfig config) throws IOException {
        List<Path> files = new ArrayList<>(List.of(config.certificate(), config.key()));
        config.clientCa().ifPresent(files::add);
        List<String> stamps = new ArrayList<>();
        for (Path file : files) stamps.add(Files.getLastModifiedTime(file) + " " + Files.size(file));
        return stamps;
    }

    private void look() {
        try {
            List<String> stamps = stamps(config());
            if (stamps.equals(tried.getAndSet(stamps))) return;
        } catch (IOException e) {
            // A file that is being replaced may be away for a moment: the reload says what is wrong if it stays away.
            LOG.debug("TLS files cannot be looked at", e);
        }
        reload(config());
    }

    /**
     * Reads the files again, or others, for new connections. Where we listen stays.
     *
     * @return whether what they hold is in force, by the rules given
     */
    public boolean reload(TlsConfig next) {
        try {
            Loaded now = load(next);
            tried.set(now.stamps());
            loaded.set(now);
            reloads.increment();
            LOG.info("TLS: certificate {} is in force for new connections", next.certificate());
            return true;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            failures.increment();
            LOG.error("TLS: {} is not taken, the old certificate stays: {}", next.certificate(), whyOf(e));
            return false;
        }
    }

    private static String whyOf(Exception e) {
        Throwable why = e;
        while (why.getCause() != null) why = why.getCause();
        return Objects.requireNonNullElse(why.getMessage(), why.toString());
    }

    SslHandler handler(ByteBufAllocator alloc, long handshakeMillis) {
        SslHandler handler = loaded.get().context().newHandler(alloc);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    public TlsConfig config() {
        return loaded.get().config();
    }

    /** When the certificate in force, or one on the way to its root, expires, in milliseconds since 1970. */
    public long expiresAtMillis() {
        return loaded.get().expiresAtMillis();
    }

    public LongAdder reloads() {
        return reloads;
    }

    public LongAdder failures() {
        return failures;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
