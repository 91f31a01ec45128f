package io.momentum.gateway.net;

import io.momentum.gateway.record.FlightTape;
import io.momentum.gateway.record.FlightTape.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection that speaks SMPP: cuts what it reads into PDUs and gathers what a turn writes into one buffer. The only
 * handler behind TLS; a PDU is a method call on a place in the read buffer, not an object.
 *
 * <p>Framing (SMPP 3.4 section 3.2): command_length counts itself. Below 16 or over the limit nothing after it can be
 * trusted: generic_nack with ESME_RINVCMDLEN, then close. A peer that reads too slowly is not read from: while the socket
 * takes no more bytes, or while the session has {@link #pause paused} it, unread PDUs stay in the kernel, and at most one
 * read's worth here. Owned by its loop.
 */
public final class SmppConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SmppConnection.class);
    private static final int HEADER = 16;
    private static final int GENERIC_NACK = 0x8000_0000;
    private static final int RINVCMDLEN = 0x02;
    /** What is recorded of octets that are no PDU. */
    private static final int REST_BYTES = 64;

    private static final int OUT_BYTES = 1024;
    private static final int JOINED_BYTES_MIN = 4096;

    private final Loop loop;
    private final Function<SmppConnection, PduHandler> session;
    private @Nullable Channel channel;
    private @Nullable PduHandler handler;
    private @Nullable ByteBuf unread;
    private @Nullable ByteBuf out;
    private @Nullable FlightTape tape;
    private boolean paused;
    private boolean closing;
    private boolean parsing;
    private long heardNanos = System.nanoTime();
    private final Runnable ticker = this::tick;

    /** Makes the handler of a connection; {@code session} is asked for the session once the connection is up. */
    public SmppConnection(Loop loop, Function<SmppConnection, PduHandler> session) {
        this.loop = loop;
        this.session = session;
    }

    public Loop loop() {
        return loop;
    }

    /** Where the peer is; behind a proxy, what that says. */
    public InetAddress remoteAddress() {
        return ProxyHeader.sourceOf(channel()) instanceof InetSocketAddress a
                ? a.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Where the peer is, for logs. */
    public String peer() {
        return String.valueOf(ProxyHeader.sourceOf(channel()));
    }

    /** Says whose connection it is, for whoever reads recordings. */
    public void owner(String name) {
        if (tape != null) tape.owner(name);
    }

    /** Something went wrong here: the last PDUs are written down, with those that this turn still sends. */
    public void recordFault(String reason) {
        FlightTape kept = tape;
        if (kept == null || !loop.recorder().wants(kept, reason)) return;
        loop.later(() -> loop.recorder().save(kept.recording(), reason));
    }

    /** When the last bytes came in, by {@link System#nanoTime}. */
    public long heardNanos() {
        return heardNanos;
    }

    public boolean isOpen() {
        return !closing && channel != null && channel.isActive();
    }

    /** Whether the socket takes more bytes now. */
    public boolean isWritable() {
        return isOpen() && channel().isWritable();
    }

    /** Where this turn's PDUs are written; flushed when the turn ends. */
    public ByteBuf out() {
        loop.assertOwner();
        if (out == null) {
            out = channel().alloc().buffer(OUT_BYTES);
            loop.touched(this);
        }
        return out;
    }

    /** Stops handing over PDUs and reading. */
    public void pause() {
        if (paused) return;
        paused = true;
        channel().config().setAutoRead(false);
    }

    /** Goes on with what was read, then with reading. */
    public void resume() {
        if (!paused) return;
        paused = false;
        loop.later(() -> {
            parse();
            readIfWanted();
        });
    }

    public boolean isPaused() {
        return paused;
    }

    /** Closes once all that was written has left. */
    public void closeAfterFlush() {
        if (closing) return;
        flush();
        closing = true;
        channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes now. */
    public void close() {
        closing = true;
        if (channel != null) channel.close();
    }

    /** Closes now and drops what TCP still holds: a dead link that comes back must not deliver it then. */
    public void abort() {
        if (channel != null && channel.isOpen()) channel.config().setOption(ChannelOption.SO_LINGER, 0);
        close();
    }

    void flush() {
        ByteBuf written = out;
        if (written == null) return;
        out = null;
        if (tape != null)
            tape.add(Direction.SENT, written, written.readerIndex(), written.readableBytes(), loop.nowMicros());
        if (channel().isActive()) channel().writeAndFlush(written, channel().voidPromise());
        else written.release();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        tape = loop.recorder().begin(address(channel.localAddress()), address(channel.remoteAddress()), loop.turns());
        loop.turn(() -> {
            handler = session.apply(this);
            loop.onTick(ticker);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heardNanos = System.nanoTime();
        ByteBuf read = (ByteBuf) message;
        if (closing) {
            read.release();
            return;
        }
        unread = unread == null ? read : joined(ctx, unread, read);
        loop.turn(this::parse);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        loop.turn(() -> {
            if (!ctx.channel().isWritable()) ctx.channel().config().setAutoRead(false);
            else {
                readIfWanted();
                if (handler != null) handler.onWritable();
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.turn(() -> {
            closing = true;
            loop.offTick(ticker);
            recordRest();
            PduHandler gone = handler;
            handler = null;
            if (gone != null) gone.onClosed();
            if (tape != null) loop.recorder().end(tape);
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection {} broke: {}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }

    /** Hands over whole PDUs until the buffer ends, the session pauses, or the framing is broken. */
    private void parse() {
        if (parsing) return;
        parsing = true;
        int from = unread == null ? 0 : unread.readerIndex();
        try {
            while (!paused && !closing && unread != null && handler != null && next(unread, handler)) {
                // the work is in next()
            }
        } finally {
            parsing = false;
            if (tape != null && unread != null) {
                tape.add(Direction.RECEIVED, unread, from, unread.readerIndex() - from, loop.nowMicros());
            }
        }
        if (unread != null && (closing || !unread.isReadable())) recordRest();
    }

    private boolean next(ByteBuf in, PduHandler to) {
        if (in.readableBytes() < 4) return false;
        int at = in.readerIndex();
        int length = in.getInt(at);
        if (length < HEADER || length > to.pduBytesMax()) {
            breakOff(in, to, length);
            return false;
        }
        if (in.readableBytes() < length) return false;
        in.skipBytes(length);
        try {
            to.onPdu(in, at, length);
        } catch (RuntimeException e) {
            LOG.error("A PDU of {} could not be handled; the session goes on", peer(), e);
        }
        return true;
    }

    /** Nothing after a wrong length can be trusted (SMPP 3.4 section 4.3). */
    private void breakOff(ByteBuf in, PduHandler to, int length) {
        int sequence = in.readableBytes() >= HEADER ? in.getInt(in.readerIndex() + 12) : 0;
        out().writeInt(HEADER).writeInt(GENERIC_NACK).writeInt(RINVCMDLEN).writeInt(sequence);
        to.onBrokenFrame(length);
        recordFault("broken frame");
        closeAfterFlush();
    }

    /** What was read and is no whole PDU: of a broken frame its head, of a connection that ended its cut-off tail. */
    private void recordRest() {
        if (unread == null) return;
        if (tape != null) {
            int rest = Math.min(REST_BYTES, unread.readableBytes());
            tape.add(Direction.BROKEN, unread, unread.readerIndex(), rest, loop.nowMicros());
        }
        unread.release();
        unread = null;
    }

    private static InetSocketAddress address(SocketAddress of) {
        return of instanceof InetSocketAddress inet ? inet : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void readIfWanted() {
        if (paused || closing || channel == null || !channel.isWritable()) return;
        channel.config().setAutoRead(true);
    }

    private void tick() {
        if (handler != null) handler.onTick(System.nanoTime());
    }

    /** Joins the tail of a partial PDU and what follows it. Room doubles, so that a PDU in single octets is not copied for each. */
    private static ByteBuf joined(ChannelHandlerContext ctx, ByteBuf tail, ByteBuf read) {
        ByteBuf both = tail;
        if (tail.isReadOnly() || tail.maxFastWritableBytes() < read.readableBytes()) {
            int bytes = tail.readableBytes() + read.readableBytes();
            both = ctx.alloc().buffer(Math.max(2 * bytes, JOINED_BYTES_MIN));
            both.writeBytes(tail);
            tail.release();
        }
        both.writeBytes(read);
        read.release();
        return both;
    }

    private Channel channel() {
        if (channel == null) throw new IllegalStateException("not connected yet");
        return channel;
    }
}
