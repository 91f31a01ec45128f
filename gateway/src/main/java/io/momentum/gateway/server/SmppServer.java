package io.momentum.gateway.server;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Inbound;
import io.momentum.gateway.net.ServerTls;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.store.count.CodeCounters;
import io.momentum.store.value.ShortId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
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
    private final SubmittedMessages submitted;
    private final Set<EsmeSession> sessions = ConcurrentHashMap.newKeySet();
    private final ConnectionLimits limits;
    private final BindGuard guard;
    private final @Nullable ServerTls tls;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final LongAdder refusedConnections = new LongAdder();
    private final LongAdder unexpectedResponses = new LongAdder();
    private final LongAdder brokenFrames = new LongAdder();
    private final CodeCounters unknownBinds = new CodeCounters();
    private final ThreadPoolExecutor slowChecks = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(256), task -> new Thread(task, "momentum-passwords"));
    private @Nullable Channel listener;
    private @Nullable Channel tlsListener;

    public SmppServer(
            ServerConfig config, EventLoops loops, Accounts accounts, SubmitSink submits, SubmittedMessages submitted) {
        this.config = config;
        this.loops = loops;
        this.accounts = accounts;
        this.submits = submits;
        this.submitted = submitted;
        limits = new ConnectionLimits(config);
        guard = new BindGuard(config.access().bans());
        tls = config.tls().map(ServerTls::open).orElse(null);
        slowChecks.allowCoreThreadTimeOut(true);
    }

    /** Opens the listeners. */
    public void start() {
        listener = open(config.listen(), null);
        LOG.info("SMPP server listens on {}", listener.localAddress());
        new Outbinds(this, loops.all().getFirst()).start();
        if (tls == null) return;
        tlsListener = open(tls.config().listen(), tls);
        LOG.info("SMPP server listens on {} for TLS", tlsListener.localAddress());
    }

    private Channel open(InetSocketAddress listen, @Nullable ServerTls secured) {
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
                        accept(channel, secured);
                    }
                });
        ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        String reason = "cannot listen on %s:%d for SMPP: %s"
                .formatted(
                        listen.getHostString(), listen.getPort(), bound.cause().getMessage());
        throw new UncheckedIOException(reason, new IOException(bound.cause()));
    }

    /** Where we listen; the port is a real one even if 0 was asked for. */
    public InetSocketAddress address() {
        if (listener == null) throw new IllegalStateException("not started");
        return (InetSocketAddress) listener.localAddress();
    }

    /** Where we listen for TLS. */
    public InetSocketAddress tlsAddress() {
        if (tlsListener == null) throw new IllegalStateException("not started, or no TLS configured");
        return (InetSocketAddress) tlsListener.localAddress();
    }

    private void accept(SocketChannel channel, @Nullable ServerTls secured) {
        InetAddress from = channel.remoteAddress().getAddress();
        boolean proxied = isProxy(from);
        if (!limits.tryOpen()) {
            refuse(channel);
            return;
        }
        Visitor visitor = new Visitor();
        if (!proxied && !letIn(visitor, from)) {
            limits.closed(false);
            refuse(channel);
            return;
        }
        SmppConnection connection = new SmppConnection(loops.of(channel.eventLoop()), c -> session(c, visitor));
        Predicate<InetAddress> behind = proxied ? address -> letIn(visitor, address) : null;
        Inbound.prepare(channel, connection, secured, config.bindTimeout().toMillis(), behind);
    }

    private void refuse(SocketChannel channel) {
        refusedConnections.increment();
        channel.close();
    }

    /** Whose connection it is, once that is known; a proxy says it late. */
    private static final class Visitor {
        @Nullable
        InetAddress countedFor;
    }

    private boolean letIn(Visitor visitor, InetAddress address) {
        if (!limits.tryOpenFrom(address)) {
            refusedConnections.increment();
            return false;
        }
        visitor.countedFor = address;
        return true;
    }

    private boolean isProxy(InetAddress address) {
        for (Cidr network : config.access().proxies()) {
            if (network.contains(address)) return true;
        }
        return false;
    }

    private EsmeSession session(SmppConnection connection, Visitor visitor) {
        EsmeSession session = new EsmeSession(this, connection, closed -> closed(closed, visitor));
        sessions.add(session);
        return session;
    }

    /** A connection that we opened: begins with our outbind, and is like any other from then on. */
    EsmeSession outboundSession(SmppConnection connection) {
        if (!limits.tryOpen()) connection.close();
        PduWriter.outbind(connection.out(), 1, SYSTEM_ID, "");
        return session(connection, new Visitor());
    }

    void bound(EsmeSession session) {
        limits.bound(session.address());
    }

    private void closed(EsmeSession session, Visitor visitor) {
        sessions.remove(session);
        boolean wasBound = session.account() != null;
        limits.closed(wasBound);
        if (visitor.countedFor != null) limits.closedFrom(visitor.countedFor, wasBound);
    }

    BindGuard guard() {
        return guard;
    }

    /** Addresses and accounts that are banned for failed binds now. */
    public int banned() {
        return guard.banned(System.nanoTime());
    }

    /** Bans so far. */
    public long bans() {
        return guard.bans();
    }

    /** The certificate of the TLS listener, where there is one. */
    public Optional<ServerTls> tls() {
        return Optional.ofNullable(tls);
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

    ShortId.Source shortIds() {
        return loops.shortIds();
    }

    SubmittedMessages submitted() {
        return submitted;
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
        return limits.connections();
    }

    public int unboundConnections() {
        return limits.unbound();
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
        if (tlsListener != null) tlsListener.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
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
        if (tls != null) tls.close();
    }
}
