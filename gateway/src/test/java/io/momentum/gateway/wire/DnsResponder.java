package io.momentum.gateway.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuery;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A DNS server on loopback, over UDP and TCP on one port, that answers as the test says. */
final class DnsResponder implements AutoCloseable {

    /**
     * An answer.
     *
     * @param code of the response; null for no answer at all
     * @param truncated whether the answer over UDP says that it is cut, and the whole comes over TCP
     */
    record Reply(DnsResponseCode code, List<byte[]> naptrs, boolean truncated) {
        static final Reply SILENCE = new Reply(null, List.of(), false);

        static Reply of(DnsResponseCode code) {
            return new Reply(code, List.of(), false);
        }

        static Reply of(byte[]... naptrs) {
            return new Reply(DnsResponseCode.NOERROR, List.of(naptrs), false);
        }
    }

    private static final int TTL_SECONDS = 60;

    /** The names that were asked for. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private final Function<String, Reply> replies;
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel udp;

    DnsResponder(Function<String, Reply> replies) {
        this.replies = replies;
        // TCP chooses: of its ports many are in use, of those of UDP hardly any.
        Channel tcp = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new OverTcp());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        udp = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new OverUdp());
                    }
                })
                .bind(tcp.localAddress())
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) udp.localAddress()).getPort();
    }

    /** RDATA of a NAPTR record. */
    static byte[] naptr(int order, String flags, String service, String regexp) {
        ByteBuf out = Unpooled.buffer().writeShort(order).writeShort(10);
        for (String text : List.of(flags, service, regexp)) {
            out.writeByte(text.length()).writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        byte[] bytes = new byte[out.writeByte(0).readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private void fill(DnsResponse response, DnsQuestion question, Reply reply, boolean cut) {
        response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
        response.setTruncated(cut);
        if (cut) return;
        for (byte[] naptr : reply.naptrs()) {
            response.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(
                            question.name(), DnsRecordType.NAPTR, TTL_SECONDS, Unpooled.wrappedBuffer(naptr)));
        }
    }

    private final class OverUdp extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            asked.add(question.name());
            Reply reply = replies.apply(question.name());
            if (reply.code() == null) return;
            var response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            response.setCode(reply.code());
            fill(response, question, reply, reply.truncated());
            context.writeAndFlush(response);
        }
    }

    private final class OverTcp extends SimpleChannelInboundHandler<DefaultDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DefaultDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            Reply reply = replies.apply(question.name());
            var response = new DefaultDnsResponse(query.id());
            response.setCode(reply.code());
            fill(response, question, reply, false);
            context.writeAndFlush(response);
        }
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
