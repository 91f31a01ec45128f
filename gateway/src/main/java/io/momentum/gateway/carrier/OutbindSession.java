package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.PduHandler;
import io.momentum.gateway.net.SmppConnection;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that a carrier made: its first PDU must be an outbind with the name that it is known by, and then it is the
 * connection of a bind like any other. Owned by the lane's loop.
 */
final class OutbindSession implements PduHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OutbindSession.class);
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final OutbindListener listener;
    private final SmppConnection connection;
    private final long beganNanos = System.nanoTime();
    private @Nullable PduHandler link;

    OutbindSession(OutbindListener listener, SmppConnection connection) {
        this.listener = listener;
        this.connection = connection;
    }

    @Override
    public int pduBytesMax() {
        return link == null ? Frames.MAX_BEFORE_BIND : link.pduBytesMax();
    }

    @Override
    public void onPdu(ByteBuf in, int at, int length) {
        if (link != null) {
            link.onPdu(in, at, length);
            return;
        }
        int commandId = Frames.commandId(in, at);
        if (commandId == CommandId.ENQUIRE_LINK) {
            PduWriter.enquireLinkResponse(connection.out(), Frames.sequence(in, at));
        } else if (commandId == CommandId.OUTBIND
                && systemId(in, at, length).equals(listener.config().systemId())) {
            bind();
        } else {
            refuse("no outbind of " + listener.config().systemId());
        }
    }

    private void bind() {
        for (CarrierBind bind : listener.lane().binds()) {
            if (!bind.takesOutbind()) continue;
            LOG.info("{} answers an outbind from {}", bind, connection.peer());
            link = bind.answersOutbind(connection);
            listener.settled();
            return;
        }
        refuse("every bind is up");
    }

    private void refuse(String why) {
        LOG.warn(
                "Carrier {}: a connection from {} is refused: {}",
                listener.lane().carrier().id(),
                connection.peer(),
                why);
        listener.lane().carrier().counters().outbindsRefused.increment();
        connection.closeAfterFlush();
    }

    private static String systemId(ByteBuf in, int at, int length) {
        int from = at + Frames.HEADER;
        int end = from;
        while (end < at + length && in.getByte(end) != 0) end++;
        return in.toString(from, end - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void onTick(long nowNanos) {
        if (link != null) link.onTick(nowNanos);
        else if (nowNanos - beganNanos > WITHIN_NANOS) connection.close();
    }

    @Override
    public void onWritable() {
        if (link != null) link.onWritable();
    }

    @Override
    public void onBrokenFrame(int commandLength) {
        if (link != null) link.onBrokenFrame(commandLength);
    }

    @Override
    public void onClosed() {
        if (link != null) link.onClosed();
        else listener.settled();
    }
}
