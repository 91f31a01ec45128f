package io.momentum.gateway.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What stands in front of SMPP on a connection that we accept: a proxy's header, then TLS. On the channel's loop. */
public final class Inbound {

    private Inbound() {}

    /**
     * Makes the pipeline.
     *
     * @param tls null for a plain connection
     * @param isLetIn asked about the address that a proxy names; null where none is in front
     */
    public static void prepare(
            Channel channel,
            SmppConnection connection,
            @Nullable ServerTls tls,
            long handshakeMillis,
            @Nullable Predicate<InetAddress> isLetIn) {
        channel.pipeline().addLast(connection);
        if (tls != null) channel.pipeline().addFirst(tls.handler(channel.alloc(), handshakeMillis));
        if (isLetIn != null) ProxyHeader.addTo(channel, isLetIn);
    }
}
