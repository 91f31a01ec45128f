package io.momentum.ops.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /healthz} and {@code /readyz} on a listener, an event loop and worker threads of its own: what
 * is stuck elsewhere must not hide what would tell of it. At most {@value #AT_A_TIME} requests are worked on, the others are
 * told to come again.
 */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int AT_A_TIME = 4;
    private static final int IDLE_SECONDS = 60;
    private static final int LAST_ANSWERS_SECONDS = 2;

    private final MetricsConfig config;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final List<Figures> parts = new ArrayList<>();
    private final LabelGuard guard = new LabelGuard();
    private final LogCounters logs = LogCounters.attached();
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Health health;
    private final Vertx vertx;
    private @Nullable HttpServer server;

    public MetricsServer(MetricsConfig config, MetricsParts measured) {
        this.config = config;
        health = new Health(measured);
        register(new ProcessMetrics(measured, health, guard, logs));
        register(new AccountMetrics(
                measured.gateway().accounts(), measured.gateway().server(), measured.index()));
        register(new CarrierMetrics(measured.gateway().carriers()));
        register(new ReceiptMetrics(
                measured.gateway().carriers(), measured.projector().counters()));
        register(new BindMetrics(measured.gateway()));
        register(new InterceptMetrics(measured.gateway().intake()));
        register(new PolicyMetrics(measured.gateway().policies()));
        register(new PortabilityMetrics(measured.gateway().portability()));
        register(new StoreMetrics(measured));
        register(new WebhookMetrics(measured.webhooks()));
        register(new CareMetrics(measured.care(), measured.careCounters()));
        bindJvm();
        var options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(AT_A_TIME)
                .setInternalBlockingPoolSize(1);
        options.getFileSystemOptions().setFileCachingEnabled(false);
        vertx = Vertx.vertx(options);
    }

    /** All of ours that can be exposed, by name. Those of the JVM and the process are not among them. */
    public List<Described> describe() {
        List<Described> all = new ArrayList<>();
        for (Figures figures : parts) {
            var families = new Families(guard);
            figures.into(families);
            all.addAll(families.described());
        }
        all.sort(Comparator.comparing(Described::name));
        return all;
    }

    private void register(Figures figures) {
        parts.add(figures);
        registry.register((MultiCollector) () -> {
            var families = new Families(guard);
            figures.into(families);
            return families.build();
        });
    }

    private void bindJvm() {
        // Names that Prometheus' rules forbid: one ends like a part of a histogram, one counts nanoseconds.
        meters.config()
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"))
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        garbage.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
    }

    /** Listens from now on; fails where the address is taken. */
    public void start() throws IOException {
        var options = new HttpServerOptions()
                .setHost(config.listen().getHostString())
                .setPort(config.listen().getPort())
                .setIdleTimeout(IDLE_SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true);
        try {
            server = await(
                    vertx.createHttpServer(options).requestHandler(this::answer).listen());
        } catch (IOException e) {
            String where =
                    config.listen().getHostString() + ":" + config.listen().getPort();
            throw new IOException("cannot listen on " + where + " for metrics: " + e.getMessage(), e);
        }
        LOG.info("Metrics are at http://{}:{}/metrics", config.listen().getHostString(), port());
    }

    /** Where it listens; a real port even if 0 was asked for. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .putHeader("Allow", "GET, HEAD")
                    .setStatusCode(405)
                    .end();
            return;
        }
        String accept = request.getHeader("Accept");
        switch (request.path()) {
            case "/metrics" -> work(request, () -> scrape(accept == null ? "" : accept));
            case "/healthz" -> work(request, () -> checks(health.alive()));
            case "/readyz" -> work(request, () -> checks(health.ready()));
            default -> request.response().setStatusCode(404).end();
        }
    }

    private record Page(int status, String mediaType, Buffer body) {}

    private void work(HttpServerRequest request, Callable<Page> task) {
        if (!free.tryAcquire()) {
            request.response().putHeader("Retry-After", "1").setStatusCode(503).end();
            return;
        }
        vertx.executeBlocking(task, false).onComplete(done -> {
            free.release();
            if (done.failed()) LOG.error("{} failed", request.path(), done.cause());
            Page page = done.succeeded() ? done.result() : new Page(500, "text/plain", Buffer.buffer("see the log\n"));
            request.response()
                    .setStatusCode(page.status())
                    .putHeader("Content-Type", page.mediaType())
                    .end(page.body());
        });
    }

    private Page scrape(String accept) throws IOException {
        String mediaType = mediaType(accept);
        var out = new ByteArrayOutputStream(32 * 1024);
        meters.scrape(out, mediaType);
        return new Page(200, mediaType, Buffer.buffer(out.toByteArray()));
    }

    /** Protobuf, which alone has native histograms, goes before text wherever it is accepted: nobody else asks for it. */
    private static String mediaType(String accept) {
        boolean protobuf = accept.contains("application/vnd.google.protobuf")
                && accept.contains("io.prometheus.client.MetricFamily")
                && accept.contains("delimited");
        if (protobuf) return PROTOBUF;
        return accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    private static Page checks(Map<String, Boolean> checks) {
        boolean ok = !checks.containsValue(false);
        JsonObject json = new JsonObject().put("status", ok ? "ok" : "failing");
        JsonObject each = new JsonObject();
        checks.forEach(each::put);
        return new Page(
                ok ? 200 : 503, "application/json", json.put("checks", each).toBuffer());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the metrics listener cannot start or stop: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the metrics listener does not start or stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    @Override
    public void close() {
        // Who asks at this moment is answered before what answers him goes away.
        if (server != null) quietly(server.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS));
        logs.close();
        garbage.close();
        meters.close();
        quietly(vertx.close());
    }

    private static void quietly(Future<?> future) {
        try {
            await(future);
        } catch (IOException e) {
            LOG.warn("The metrics listener does not stop cleanly", e);
        }
    }
}
