package io.momentum.gateway.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PROXY protocol, versions 1 and 2, as HAProxy's document "The PROXY protocol" has it: a load balancer says in front of
 * everything else, TLS included, whose connection it brings. Only ever in the pipeline of a connection from a listed proxy; one
 * that does not begin with the header is closed.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);
    private static final AttributeKey<InetSocketAddress> SOURCE = AttributeKey.valueOf("momentum.proxied-source");

    private final Predicate<InetAddress> isLetIn;

    private ProxyHeader(Predicate<InetAddress> isLetIn) {
        this.isLetIn = isLetIn;
    }

    /** Puts the reading of the header in front of the pipeline; who it names is asked for before anything else is read. */
    static void addTo(Channel channel, Predicate<InetAddress> isLetIn) {
        channel.pipeline().addFirst(new HAProxyMessageDecoder(), new ProxyHeader(isLetIn));
    }

    /** Where the peer really is: what the proxy said, else the other end of the socket. */
    static @Nullable SocketAddress sourceOf(Channel channel) {
        InetSocketAddress proxied = channel.attr(SOURCE).get();
        return proxied != null ? proxied : channel.remoteAddress();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HAProxyMessage header)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            take(ctx, header);
        } finally {
            header.release();
        }
    }

    /** A header without an address is the proxy's own: its health check. */
    private void take(ChannelHandlerContext ctx, HAProxyMessage header) {
        String address = header.command() == HAProxyCommand.LOCAL ? null : header.sourceAddress();
        if (address != null) {
            try {
                var source = new InetSocketAddress(InetAddress.getByName(address), header.sourcePort());
                ctx.channel().attr(SOURCE).set(source);
                if (!isLetIn.test(source.getAddress())) {
                    ctx.close();
                    return;
                }
            } catch (UnknownHostException e) {
                LOG.warn("A proxy names no address: {}", ctx.channel().remoteAddress());
                ctx.close();
                return;
            }
        }
        ctx.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.warn(
                "{} is a listed proxy, but sent no PROXY header: {}",
                ctx.channel().remoteAddress(),
                cause.getMessage());
        ctx.close();
    }
}
