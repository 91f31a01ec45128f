package io.momentum.gateway.portability;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.route.Network;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A look-up over DNS: the NAPTR records of a number's name (RFC 6116), of which the first that names a network counts. Each question
 * leaves from a port of its own, so that a forged answer has to guess it; a long answer is fetched over TCP.
 */
final class EnumLookUp implements LookUp {

    private final String zone;
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private final AnswerPattern pattern;
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("momentum-portability", true), NioIoHandler.newFactory());
    private final DnsNameResolver resolver;
    private final AtomicInteger next = new AtomicInteger();

    /** A server that does not answer leaves a part of the time for the others. */
    EnumLookUp(LookUpConfig.EnumZone where, AnswerPattern pattern, Duration timeout) {
        zone = where.zone();
        this.pattern = pattern;
        for (HostPort server : where.servers()) servers.add(new InetSocketAddress(server.host(), server.port()));
        resolver = new DnsNameResolverBuilder(threads.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .queryTimeoutMillis(Math.max(1, timeout.toMillis() / servers.size()))
                .build();
    }

    /** The name of a number: its digits in reverse, each a label (RFC 6116 section 3.2). */
    static String name(long digits, String zone) {
        var name = new StringBuilder();
        String number = Long.toString(digits);
        for (int i = number.length() - 1; i >= 0; i--)
            name.append(number.charAt(i)).append('.');
        return name.append(zone).append('.').toString();
    }

    @Override
    public CompletableFuture<Answer> ask(long digits) {
        var answer = new CompletableFuture<Answer>();
        ask(name(digits, zone), next.getAndIncrement(), servers.size(), answer);
        return answer;
    }

    private void ask(String name, int server, int left, CompletableFuture<Answer> answer) {
        InetSocketAddress address = servers.get(Math.floorMod(server, servers.size()));
        resolver.query(address, new DefaultDnsQuestion(name, DnsRecordType.NAPTR))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        if (left > 1) ask(name, server + 1, left - 1, answer);
                        else answer.completeExceptionally(done.cause());
                        return;
                    }
                    @SuppressWarnings("unchecked")
                    var envelope = (AddressedEnvelope<DnsResponse, InetSocketAddress>) done.getNow();
                    try {
                        answer.complete(read(envelope.content()));
                    } catch (IOException | Unreadable e) {
                        answer.completeExceptionally(e);
                    } finally {
                        envelope.release();
                    }
                });
    }

    private Answer read(DnsResponse response) throws IOException {
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) return new Answer(null, Long.MAX_VALUE);
        if (!response.code().equals(DnsResponseCode.NOERROR))
            throw new IOException(response.code().toString());
        List<Naptr> records = new ArrayList<>();
        long keepSeconds = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord each = response.recordAt(DnsSection.ANSWER, i);
            if (!each.type().equals(DnsRecordType.NAPTR) || !(each instanceof ByteBufHolder raw)) continue;
            Naptr.read(raw.content()).ifPresent(records::add);
            keepSeconds = Math.min(keepSeconds, each.timeToLive());
        }
        if (records.isEmpty()) return new Answer(null, Long.MAX_VALUE);
        records.sort(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference));
        for (Naptr record : records) {
            Optional<Network> network = record.uri().flatMap(pattern::find);
            if (network.isPresent()) return new Answer(network.get(), keepSeconds);
        }
        throw new Unreadable(records.size() + " NAPTR records without a network");
    }

    @Override
    public void close() {
        resolver.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
