package io.momentum.gateway.carrier;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.net.ClientTls;
import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.session.Backoff;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When and where a bind connects. Hosts are tried in turn and resolved anew each time, off the loop. Waits double up to a
 * bound and are spread; refused credentials are tried slowly and for ever, because hammering gets an account locked. Owned by
 * the bind's loop.
 */
final class Reconnect {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnect.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** The wait after refused credentials, in milliseconds. */
    private static final long REFUSED_MILLIS = 60_000;

    /** ESME_RBINDFAIL in a row until we take it for the credentials: at first it may be our last connection, not yet gone there. */
    private static final int REFUSALS_MAX = 3;

    private final CarrierBind bind;
    private final CarrierConfig config;
    private Backoff backoff;
    private int nextHost;
    private boolean credentialsRefused;
    private int refusals;

    Reconnect(CarrierBind bind, CarrierConfig config) {
        this.bind = bind;
        this.config = config;
        backoff = new Backoff(
                config.reconnectMin().toMillis(), config.reconnectMax().toMillis(), 0);
    }

    void now() {
        if (bind.isStopped() || !bind.isDown()) return;
        bind.connecting();
        HostPort host =
                config.hosts().get(Math.floorMod(nextHost++, config.hosts().size()));
        Thread.ofVirtual().name("momentum-resolve").start(() -> resolve(host));
    }

    private void resolve(HostPort host) {
        Loop loop = bind.loop();
        try {
            var address = new InetSocketAddress(InetAddress.getByName(host.host()), host.port());
            ClientTls tls =
                    config.tls().isPresent() ? ClientTls.open(config.tls().get(), host.host(), host.port()) : null;
            loop.run(() -> connect(address, tls));
        } catch (UnknownHostException e) {
            loop.run(() -> bind.connectFailed("unknown host " + host.host()));
        } catch (IOException e) {
            loop.run(() -> bind.connectFailed(String.valueOf(e.getMessage())));
        }
    }

    private void connect(InetSocketAddress address, @Nullable ClientTls tls) {
        Loop loop = bind.loop();
        ChannelFuture connecting = new Bootstrap()
                .group(loop.executor())
                .channel(EventLoops.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, 256 * 1024))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new SmppConnection(loop, bind::connected));
                        if (tls != null) tls.addTo(channel, CONNECT_TIMEOUT_MILLIS);
                    }
                })
                .connect(address);
        connecting.addListener(done -> {
            if (!done.isSuccess()) loop.run(() -> bind.connectFailed(String.valueOf(done.cause())));
        });
    }

    void succeeded() {
        backoff = backoff.reset();
        credentialsRefused = false;
        refusals = 0;
    }

    /** The SMSC answered the bind with an error. */
    void refused(int status) {
        refusals = status == CommandStatus.ESME_RBINDFAIL ? refusals + 1 : 0;
        credentialsRefused = switch (status) {
            case CommandStatus.ESME_RINVPASWD, CommandStatus.ESME_RINVSYSID -> true;
            default -> refusals >= REFUSALS_MAX;
        };
        LOG.warn("Carrier {} refuses the bind: {}", config.id(), CommandStatus.name(status));
    }

    void failed(String why) {
        backoff = backoff.failed();
        long delayMillis = credentialsRefused ? REFUSED_MILLIS : backoff.delayMillis(chance());
        if (!bind.isStopped()) {
            LOG.warn("Carrier {} cannot be bound ({}); next try in {} ms", config.id(), why, delayMillis);
        }
        bind.loop().after(delayMillis, this::now);
    }

    /** A bind that stood was lost: try at once, but for the spread. */
    void lost() {
        failed("connection lost");
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
