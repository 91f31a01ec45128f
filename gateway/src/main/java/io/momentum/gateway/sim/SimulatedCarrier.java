package io.momentum.gateway.sim;

import io.momentum.store.value.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An SMSC on loopback with subscribers behind it: accepts binds, answers submit_sm, sends receipts and replies, and
 * shows the faults that its options ask for. It has one thread, an event loop, which owns all its state; the methods
 * here may be called from any other.
 *
 * <p>Receipts and messages live in memory only: they survive lost connections, not {@link #close}.
 */
public final class SimulatedCarrier implements AutoCloseable {

    private static final int TICK_MILLIS = 5;

    private final MultiThreadIoEventLoopGroup loop;
    private final CarrierCore core;
    private final Channel server;

    private SimulatedCarrier(MultiThreadIoEventLoopGroup loop, CarrierCore core, Channel server) {
        this.loop = loop;
        this.core = core;
        this.server = server;
    }

    public static SimulatedCarrier start(CarrierOptions options) throws IOException {
        return start(options, CarrierListener.NONE);
    }

    /** Listens from now on; fails where the port is taken. */
    public static SimulatedCarrier start(CarrierOptions options, CarrierListener listener) throws IOException {
        MultiThreadIoEventLoopGroup loop = SimThreads.one("simulated-carrier");
        CarrierCore core = new CarrierCore(options, listener);
        var bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(core.connected(channel));
                    }
                });
        var bound = bootstrap
                .bind(new InetSocketAddress(
                        options.listen().host(), options.listen().port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            SimThreads.stop(loop);
            throw new IOException(
                    "cannot listen on " + options.listen().host() + ":"
                            + options.listen().port(),
                    bound.cause());
        }
        var _ = loop.scheduleWithFixedDelay(core::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return new SimulatedCarrier(loop, core, bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    public CarrierCounters.Counts counts() {
        return core.counters().now();
    }

    /**
     * A subscriber writes: "15550100" to "890123". It waits for a receiving bind; false where too much waits already.
     */
    public boolean injectMo(String from, String to, String text) {
        return injectMo(Addresses.parse(from), Addresses.parse(to), text);
    }

    public boolean injectMo(Address from, Address to, String text) {
        return inject(from, to, text, false);
    }

    /** As {@link #injectMo}, but a text too long for one message comes in parts, as handsets send it. */
    public boolean injectMoInParts(String from, String to, String text) {
        return inject(Addresses.parse(from), Addresses.parse(to), text, true);
    }

    private boolean inject(Address from, Address to, String text, boolean inParts) {
        return CompletableFuture.supplyAsync(() -> core.inject(from, to, text, inParts), loop)
                .join();
    }

    /** Reads on but answers nothing, not even enquire_link, until {@link #answerAgain}. */
    public void stopAnswering() {
        loop.execute(() -> core.stall(true));
    }

    public void answerAgain() {
        loop.execute(() -> core.stall(false));
    }

    /** Closes every bound connection without a word; new ones are welcome. */
    public void dropConnections() {
        loop.execute(() -> core.dropAll(false));
    }

    /** Sends unbind on every bound connection and closes it. */
    public void unbindAll() {
        loop.execute(() -> core.dropAll(true));
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        SimThreads.stop(loop);
    }
}
