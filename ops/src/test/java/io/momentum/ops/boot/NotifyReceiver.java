package io.momentum.ops.boot;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Listens as systemd does, on a Unix datagram socket. */
final class NotifyReceiver implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Channel channel;

    /** @param socket a path; or the name of an abstract socket, beginning with a zero */
    NotifyReceiver(String socket) {
        channel = new Bootstrap()
                .group(group)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
                        messages.add(packet.content().toString(StandardCharsets.UTF_8));
                    }
                })
                .bind(new DomainSocketAddress(socket))
                .syncUninterruptibly()
                .channel();
    }

    static NotifyReceiver in(Path directory) {
        return new NotifyReceiver(directory.resolve("notify").toString());
    }

    /** The next message. */
    String next() throws InterruptedException {
        String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) throw new AssertionError("nothing more is said");
        return message;
    }

    /** All messages up to the first that is wanted, which is the last one. */
    List<String> until(Predicate<String> wanted) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        do {
            heard.add(next());
        } while (!wanted.test(heard.getLast()));
        return heard;
    }

    /** What has been said by now. */
    List<String> heard() {
        List<String> heard = new ArrayList<>();
        messages.drainTo(heard);
        return heard;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
