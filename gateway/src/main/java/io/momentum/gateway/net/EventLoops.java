package io.momentum.gateway.net;

import io.momentum.gateway.record.FlightRecorder;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.ShortId;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of the gateway: one for each core, shared by ESME and carrier connections. Epoll where there is one. */
public final class EventLoops implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group;
    private final List<Loop> loops;
    private final AtomicInteger next = new AtomicInteger();
    private final ShortId.Source shortIds;

    public EventLoops(int count, MessageId.Space ids, Journal journal, FlightRecorder recorder) {
        IoHandlerFactory handlers = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("momentum-loop"), handlers);
        List<Loop> made = new ArrayList<>();
        for (int i = 0; i < count; i++) made.add(new Loop(i, group.next(), journal, ids, recorder));
        loops = List.copyOf(made);
        shortIds = new ShortId.Source(
                ids.host(), ManagementFactory.getRuntimeMXBean().getStartTime());
        for (Loop loop : loops) loop.executor().execute(loop::start);
    }

    public List<Loop> all() {
        return loops;
    }

    /** The loop in whose thread a channel lives. */
    public Loop of(EventLoop executor) {
        for (Loop loop : loops) {
            if (loop.executor().equals(executor)) return loop;
        }
        throw new IllegalArgumentException("a foreign event loop");
    }

    /** The ids of messages from ESMEs of SMPP 3.3, one source for all loops. */
    public ShortId.Source shortIds() {
        return shortIds;
    }

    /** The loops in turn, for work that belongs to none. */
    public Loop any() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    public MultiThreadIoEventLoopGroup group() {
        return group;
    }

    public static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public static Class<? extends SocketChannel> socketChannel() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** How long bytes that we sent may stay without the peer's TCP acknowledgement (RFC 5482); Linux only. */
    public static void userTimeout(SocketChannel channel, int millis) {
        if (Epoll.isAvailable()) channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, millis);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
