package io.momentum.gateway.carrier;

import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.profile.SessionProfile.Outbind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a carrier connects to us and asks for a bind (SMPP 3.4 section 4.1.7). The bind that answers is one of its lane that is
 * down; so all such connections live on that lane's loop, which owns this too.
 */
final class OutbindListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutbindListener.class);

    /** Connections that have not said who they are. */
    private static final int STRANGERS_MAX = 10;

    private final Lane lane;
    private final Outbind config;
    private int strangers;
    private boolean closed;
    private @Nullable Channel listener;

    OutbindListener(Lane lane, Outbind config) {
        this.lane = lane;
        this.config = config;
    }

    Outbind config() {
        return config;
    }

    Lane lane() {
        return lane;
    }

    /** The port that is listened on, 0 where none is; may be a moment old. */
    int port() {
        Channel open = listener;
        return open != null && open.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    void start() {
        Loop loop = lane.loop();
        var at = new InetSocketAddress(config.host(), config.port());
        ChannelFuture binding = new ServerBootstrap()
                .group(loop.executor())
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(at);
        binding.addListener(done -> loop.run(() -> {
            listener = binding.channel();
            if (closed) listener.close();
            if (done.isSuccess())
                LOG.info("Carrier {} may send outbinds to {}", lane.carrier().id(), at);
            else
                LOG.error(
                        "Carrier {}: cannot listen on {} for outbinds",
                        lane.carrier().id(),
                        at,
                        done.cause());
        }));
    }

    void close() {
        closed = true;
        if (listener != null) listener.close();
    }

    private void accept(SocketChannel channel) {
        boolean known = config.allowFrom().stream()
                .anyMatch(net -> net.contains(channel.remoteAddress().getAddress()));
        if (!known || strangers >= STRANGERS_MAX) {
            lane.carrier().counters().outbindsRefused.increment();
            channel.close();
            return;
        }
        strangers++;
        channel.pipeline().addLast(new SmppConnection(lane.loop(), connection -> new OutbindSession(this, connection)));
    }

    /** A connection has said who it is, or has gone. */
    void settled() {
        strangers--;
    }
}
