package io.momentum.ops.api;

import io.momentum.store.index.Index;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API: an HTTP server whose operations, checks and roles stand in {@code openapi.yaml}. It has one event loop of its
 * own, apart from those of SMPP; what may block runs on virtual threads. Started, reloaded and closed by the process.
 */
public final class AdminApi implements AutoCloseable {

    static final int BODY_MAX = 128 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final int IDLE_SECONDS = 60;
    private static final int CONNECTIONS_BACKLOG = 256;

    private final AdminConfig config;
    private final Tokens tokens;
    private final Vertx vertx;
    private final Workers workers = new Workers();
    private final Guesses guesses = new Guesses();
    private final Operations operations;
    private final Audit audit;
    private final ConversationStreams streams;
    private final Index index;
    private final Pages pages;
    private @Nullable HttpServer server;
    private @Nullable ApiCounters counters;

    /**
     * An API that does not listen yet.
     *
     * @param fixed tokens that hold whatever the configuration says
     * @param pages what is served beside it
     */
    public AdminApi(AdminConfig config, List<TokenConfig> fixed, ApiParts parts, Pages pages) {
        this.pages = pages;
        this.config = config;
        var directory = new Directory(parts.care());
        tokens = new Tokens(directory, fixed);
        tokens.replace(config.tokens());
        operations = new Operations(parts, directory, guesses);
        audit = new Audit(parts.journal());
        var options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true);
        options.getFileSystemOptions().setFileCachingEnabled(false);
        vertx = Vertx.vertx(options);
        streams = new ConversationStreams(vertx, workers, parts.care());
        index = parts.index();
    }

    /** Listens from now on; fails where the address is taken. */
    public void start() throws IOException {
        OpenAPIContract contract = await(OpenAPIContract.from(vertx, Contract.forRequests(Build.contract())));
        var router = new ApiRouter(
                vertx, contract, tokens, workers, operations, audit, streams, new RequestRates(config.ratePerSecond()));
        counters = router.counters();
        operations.start();
        Router routes = router.build();
        pages.mount(routes, vertx, router.inProcess(new SignIns(tokens, guesses)), workers::run);
        streams.start(index.lastSequence());
        var options = new HttpServerOptions()
                .setHost(config.listen().getHostString())
                .setPort(config.listen().getPort())
                .setIdleTimeout(IDLE_SECONDS)
                .setAcceptBacklog(CONNECTIONS_BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setMaxFormAttributeSize(Pages.FORM_MAX)
                .setHandle100ContinueAutomatically(true);
        try {
            server =
                    await(vertx.createHttpServer(options).requestHandler(routes).listen());
        } catch (IOException e) {
            String where =
                    config.listen().getHostString() + ":" + config.listen().getPort();
            throw new IOException("cannot listen on " + where + " for the API: " + e.getMessage(), e);
        }
        LOG.info("Admin API listens on {}:{}", config.listen().getHostString(), port());
    }

    /** Where it listens; a real port even if 0 was asked for. */
    public int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    public ApiCounters counters() {
        return Objects.requireNonNull(counters, "not started");
    }

    /** Takes the tokens of a new configuration. */
    public void replaceTokens(List<TokenConfig> configured) {
        tokens.replace(configured);
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the admin API cannot start or stop: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the admin API does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the admin API started", e);
        }
    }

    /** Takes no new requests, lets those that run end for a moment, and stops. */
    @Override
    public void close() {
        streams.close();
        if (server != null) quietly(server.shutdown(2, TimeUnit.SECONDS));
        workers.close();
        operations.close();
        quietly(vertx.close());
    }

    private static void quietly(Future<?> future) {
        try {
            await(future);
        } catch (IOException e) {
            LOG.warn("The admin API does not stop cleanly", e);
        }
    }
}
