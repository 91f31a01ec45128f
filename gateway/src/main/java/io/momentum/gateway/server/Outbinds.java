package io.momentum.gateway.server;

import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.session.Backoff;
import io.momentum.store.value.SystemId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells ESMEs that are not bound that something waits for them (SMPP 3.4 section 4.1.7): connects to where their account says
 * and sends an outbind, on which they bind as on any connection. Tried again while nobody binds, ever more slowly. Owned by one
 * loop.
 */
final class Outbinds {

    private static final Logger LOG = LoggerFactory.getLogger(Outbinds.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DELAY_MIN_MILLIS = 5_000;
    private static final long DELAY_MAX_MILLIS = 300_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final SmppServer server;
    private final Loop loop;
    private final Map<SystemId, Tries> tries = new HashMap<>();
    private long lookedNanos;

    /** When an account is tried again. */
    private record Tries(Backoff backoff, long dueNanos) {}

    Outbinds(SmppServer server, Loop loop) {
        this.server = server;
        this.loop = loop;
    }

    void start() {
        loop.run(() -> loop.onTick(() -> look(System.nanoTime())));
    }

    private void look(long nowNanos) {
        if (nowNanos - lookedNanos < LOOK_NANOS || server.isDraining()) return;
        lookedNanos = nowNanos;
        for (Account account : server.accounts().all()) {
            if (account.config().esme().outbind().isEmpty()) continue;
            if (account.binds() > 0) tries.remove(account.id());
            else account.outbox().whenSomethingWaits(() -> loop.run(() -> tell(account)));
        }
    }

    private void tell(Account account) {
        var where = account.config().esme().outbind();
        if (where.isEmpty() || account.binds() > 0 || server.isDraining()) return;
        long now = System.nanoTime();
        Tries before = tries.get(account.id());
        if (before != null && now - before.dueNanos() < 0) return;
        Backoff backoff = before == null ? new Backoff(DELAY_MIN_MILLIS, DELAY_MAX_MILLIS, 0) : before.backoff();
        backoff = backoff.failed();
        tries.put(account.id(), new Tries(backoff, now + TimeUnit.MILLISECONDS.toNanos(backoff.delayMillis(1))));
        account.counters().outbinds.increment();
        InetSocketAddress target = where.get();
        Thread.ofVirtual().name("momentum-resolve").start(() -> resolve(account, target));
    }

    private void resolve(Account account, InetSocketAddress target) {
        try {
            var address = new InetSocketAddress(InetAddress.getByName(target.getHostString()), target.getPort());
            loop.run(() -> connect(account, address));
        } catch (UnknownHostException e) {
            LOG.warn("Account {}: cannot outbind, unknown host {}", account.id(), target.getHostString());
        }
    }

    private void connect(Account account, InetSocketAddress address) {
        var connecting = new Bootstrap()
                .group(loop.executor())
                .channel(EventLoops.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new SmppConnection(loop, server::outboundSession));
                    }
                })
                .connect(address);
        connecting.addListener(done -> {
            if (done.isSuccess()) LOG.info("Account {}: outbind to {}", account.id(), address);
            else
                LOG.warn(
                        "Account {}: cannot outbind to {}: {}",
                        account.id(),
                        address,
                        done.cause().getMessage());
        });
    }
}
