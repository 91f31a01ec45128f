package io.momentum.gateway.server;

import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.store.count.CodeCounters;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our SMPP listener: takes connections up to its bounds and keeps the list of sessions. Any thread. */
public final class SmppServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppServer.class);

    /** The name that we give in bind responses. */
    private static final String SYSTEM_ID = "momentum";

    private final ServerConfig config;
    private final EventLoops loops;
    private final Accounts accounts;
    private final SubmitSink submits;
    private final Set<EsmeSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger unbound = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder unexpectedResponses = new LongAdder();
    private final LongAdder brokenFrames = new LongAdder();
    private final CodeCounters unknownBinds = new CodeCounters();
    private final ThreadPoolExecutor slowChecks = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(256), task -> new Thread(task, "momentum-passwords"));
    private @Nullable Channel listener;

    public SmppServer(ServerConfig config, EventLoops loops, Accounts accounts, SubmitSink submits) {
        this.config = config;
        this.loops = loops;
        this.accounts = accounts;
        this.submits = submits;
        slowChecks.allowCoreThreadTimeOut(true);
    }

    /** Opens the listener. */
    public void start() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, 256 * 1024))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                });
        ChannelFuture bound = bootstrap.bind(config.listen()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String reason = "cannot listen on %s for SMPP: %s"
                    .formatted(config.listen(), bound.cause().getMessage());
            throw new UncheckedIOException(reason, new IOException(bound.cause()));
        }
        listener = bound.channel();
        LOG.info("SMPP server listens on {}", listener.localAddress());
    }

    /** Where we listen; the port is a real one even if 0 was asked for. */
    public InetSocketAddress address() {
        if (listener == null) throw new IllegalStateException("not started");
        return (InetSocketAddress) listener.localAddress();
    }

    private void accept(SocketChannel channel) {
        boolean full = connections.incrementAndGet() > config.maxConnections();
        boolean crowded = unbound.incrementAndGet() > config.maxUnbound();
        if (full || crowded) {
            connections.decrementAndGet();
            unbound.decrementAndGet();
            refusedConnections.increment();
            channel.close();
            return;
        }
        Loop loop = loops.of(channel.eventLoop());
        channel.pipeline().addLast(new SmppConnection(loop, this::session));
    }

    private EsmeSession session(SmppConnection connection) {
        EsmeSession session = new EsmeSession(this, connection);
        sessions.add(session);
        return session;
    }

    void bound(EsmeSession session) {
        unbound.decrementAndGet();
    }

    void closed(EsmeSession session) {
        sessions.remove(session);
        connections.decrementAndGet();
        if (session.account() == null) unbound.decrementAndGet();
    }

    /** Checks a password off the loops. @return false when too many wait already */
    boolean checkSlowly(Runnable check) {
        try {
            slowChecks.execute(check);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    ServerConfig config() {
        return config;
    }

    Accounts accounts() {
        return accounts;
    }

    SubmitSink submits() {
        return submits;
    }

    String systemId() {
        return SYSTEM_ID;
    }

    /** Whether ESMEs can connect. */
    public boolean isListening() {
        Channel open = listener;
        return open != null && open.isActive() && !isDraining();
    }

    public boolean isDraining() {
        return draining.get();
    }

    public int connections() {
        return connections.get();
    }

    public int unboundConnections() {
        return unbound.get();
    }

    public LongAdder refusedConnections() {
        return refusedConnections;
    }

    public LongAdder unexpectedResponses() {
        return unexpectedResponses;
    }

    public LongAdder brokenFrames() {
        return brokenFrames;
    }

    /** Refused binds of system_ids that we do not know, by status. */
    public CodeCounters unknownBinds() {
        return unknownBinds;
    }

    /** Takes no new connections and binds; submits are refused from now on by the path. */
    public void drain() {
        draining.set(true);
        if (listener != null) listener.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /** Unbinds the sessions of accounts that are no longer there. */
    public void unbindRemoved() {
        for (EsmeSession session : sessions) {
            session.loop().run(() -> {
                Account account = session.account();
                if (account != null && !accounts.isCurrent(account)) session.unbind();
            });
        }
    }

    /** Unbinds all sessions. */
    public void unbindAll() {
        for (EsmeSession session : List.copyOf(sessions)) session.loop().run(session::unbind);
    }

    public boolean hasSessions() {
        return !sessions.isEmpty();
    }

    @Override
    public void close() {
        drain();
        slowChecks.shutdownNow();
    }
}
