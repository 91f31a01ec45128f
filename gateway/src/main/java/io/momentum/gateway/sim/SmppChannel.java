package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnknownCommandIdException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMPP connection of a simulator: cuts the stream into PDUs and leaves their encoding to Cloudhopper, so that a
 * fault of the gateway's own codec cannot hide behind the same fault here. Owned by its channel's event loop.
 *
 * <p>What is written is flushed when the read that caused it is complete, or by {@link #flush}. A peer that does not
 * read is not read from either, which bounds what waits in the outbound buffer.
 */
abstract class SmppChannel extends ChannelInboundHandlerAdapter {

    static final int HEADER = 16;

    /** message_payload may hold 65,535 octets; the rest is room for the other fields. */
    private static final int PDU_MAX = 70_000;

    private static final int STAGED_MAX = 32 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SmppChannel.class);
    private static final DefaultPduTranscoder TRANSCODER = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    private final Channel channel;
    private ByteBuf tail = Unpooled.EMPTY_BUFFER;
    private boolean closing;
    private @Nullable ByteBuf staged;
    private int lastSequence;
    private int pieceOctets;

    SmppChannel(Channel channel) {
        this.channel = channel;
    }

    /** Takes one decoded PDU. */
    abstract void onPdu(Pdu pdu);

    /** Called once, when the connection is gone for whatever reason. */
    abstract void onClosed();

    /** Called when everything of one read has been handled; overridden by whoever has more to write then. */
    void onReadComplete() {
        flush();
    }

    /** Takes one whole PDU as it came; overridden where no object per PDU is wanted. */
    void onFrame(ByteBuf frame) {
        int commandId = frame.getInt(4);
        int sequence = frame.getInt(12);
        try {
            onPdu(TRANSCODER.decode(frame));
        } catch (UnknownCommandIdException e) {
            nack(commandId, sequence, SmppConstants.STATUS_INVCMDID);
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            LOG.debug("malformed PDU {}: {}", Integer.toHexString(commandId), e.getMessage());
            nack(commandId, sequence, SmppConstants.STATUS_INVMSGLEN);
        }
    }

    final Channel channel() {
        return channel;
    }

    final boolean isOpen() {
        return !closing && channel.isActive();
    }

    /** 1 to 0x7FFFFFFF, then 1 again (SMPP 3.4 section 3.2). */
    final int nextSequence() {
        lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
        return lastSequence;
    }

    static ByteBuf encode(Pdu pdu) {
        try {
            return TRANSCODER.encode(pdu);
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            throw new IllegalArgumentException("cannot be written: " + pdu.getName(), e);
        }
    }

    final void send(Pdu pdu) {
        write(encode(pdu));
    }

    /** Takes an encoded PDU to be sent, and releases it; overridden where it may leave otherwise than it is. */
    void write(ByteBuf pdu) {
        out().writeBytes(pdu);
        pdu.release();
    }

    /** The next sequence number, whatever the specification says of its range. */
    final void numberFrom(int sequence) {
        lastSequence = sequence - 1;
    }

    /** Sends what is written from now on in pieces of so many octets. */
    final void sendInPieces(int octets) {
        pieceOctets = octets;
    }

    /** Sends a PDU without a body. */
    final void header(int commandId, int status, int sequence) {
        ByteBuf pdu = channel.alloc().buffer(HEADER);
        write(pdu.writeInt(HEADER).writeInt(commandId).writeInt(status).writeInt(sequence));
    }

    /** Reads nothing for a while. */
    final void pauseReading(int millis) {
        channel.config().setAutoRead(false);
        var _ = channel.eventLoop().schedule(() -> channel.config().setAutoRead(true), millis, TimeUnit.MILLISECONDS);
    }

    /** Where the next PDU is written: one buffer for many, since each write to the channel costs as much as a PDU. */
    final ByteBuf out() {
        if (staged != null && staged.readableBytes() > STAGED_MAX) flush();
        if (staged == null) staged = channel.alloc().ioBuffer(STAGED_MAX);
        return staged;
    }

    final void flush() {
        if (staged == null) return;
        ByteBuf out = staged;
        staged = null; // first: becoming writable again may lead back here
        if (pieceOctets > 0) flushPieces(out);
        else {
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        }
    }

    private void flushPieces(ByteBuf out) {
        while (out.isReadable()) {
            ByteBuf piece = out.readRetainedSlice(Math.min(pieceOctets, out.readableBytes()));
            var _ = channel.writeAndFlush(piece, channel.voidPromise());
        }
        out.release();
    }

    /** Closes when everything written so far has left. */
    final void closeAfterFlush() {
        closing = true;
        ByteBuf out = staged == null ? Unpooled.EMPTY_BUFFER : staged;
        staged = null;
        var _ = channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes as a cut cable would. */
    final void cut() {
        var _ = channel.close();
    }

    final void nack(int commandId, int sequence, int status) {
        if (commandId < 0) return; // a response is never answered, or two peers would nack each other for ever
        var nack = new GenericNack();
        nack.setSequenceNumber(sequence);
        nack.setCommandStatus(status);
        send(nack);
    }

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        tail = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), tail, (ByteBuf) message);
        while (!closing && takeFrame()) {
            // takes one PDU a turn
        }
        if (tail.isReadable() && !closing) return;
        tail.release();
        tail = Unpooled.EMPTY_BUFFER;
    }

    private boolean takeFrame() {
        if (tail.readableBytes() < HEADER) return false;
        int length = tail.getInt(tail.readerIndex());
        if (length < HEADER || length > PDU_MAX) {
            nack(0, tail.getInt(tail.readerIndex() + 12), SmppConstants.STATUS_INVCMDLEN);
            closeAfterFlush(); // where the next PDU begins cannot be known
            return false;
        }
        if (tail.readableBytes() < length) return false;
        onFrame(tail.readSlice(length));
        return true;
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext context) {
        onReadComplete();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext context) {
        channel.config().setAutoRead(channel.isWritable());
        if (channel.isWritable()) onReadComplete();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext context) {
        closing = true;
        tail.release();
        tail = Unpooled.EMPTY_BUFFER;
        if (staged != null) staged.release();
        staged = null;
        onClosed();
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof java.io.IOException) LOG.debug("connection lost: {}", cause.getMessage());
        else LOG.warn("connection given up", cause);
        var _ = context.close();
    }
}
