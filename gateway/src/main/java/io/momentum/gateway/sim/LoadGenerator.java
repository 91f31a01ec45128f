package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Sends messages to an SMSC and measures how it takes them. Without a rate it is a closed loop: each answer makes room
 * for the next message. With a rate it is an open one: messages are due at their times whatever the answers do, and
 * latency counts from then, so that a target that stalls cannot hide the messages that would have been sent meanwhile.
 *
 * <p>One thread, an event loop, owns everything; {@link #run} waits for it.
 */
public final class LoadGenerator {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int UNBIND_MILLIS = 200;

    private final LoadOptions options;

    public LoadGenerator(LoadOptions options) {
        this.options = options;
    }

    /**
     * Binds, sends, waits for answers and receipts, unbinds.
     *
     * @param progress takes a line each second, on the event loop
     * @throws IOException where it cannot bind, or the target is another machine and that is not allowed
     */
    public LoadResult run(Consumer<String> progress) throws IOException, InterruptedException {
        InetAddress target = InetAddress.getByName(options.host());
        if (!options.allowRemote() && !target.isLoopbackAddress())
            throw new IOException(options.host() + " is not this machine; load on others must be allowed expressly");
        MultiThreadIoEventLoopGroup loop = SimThreads.one("load");
        try {
            LoadRun run = new LoadRun(options, progress);
            List<LoadBind> binds = bindAll(loop, run, target);
            loop.execute(() -> run.start(binds));
            var _ = loop.scheduleAtFixedRate(run::tick, 1, 1, TimeUnit.MILLISECONDS);
            return run.result().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("load failed", e.getCause());
        } finally {
            loop.shutdownGracefully(0, UNBIND_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }

    private List<LoadBind> bindAll(MultiThreadIoEventLoopGroup loop, LoadRun run, InetAddress target)
            throws IOException, InterruptedException {
        List<LoadBind> binds = new ArrayList<>();
        for (int i = 0; i < options.binds(); i++) {
            if (options.separateReceivers()) {
                binds.add(bind(loop, run, target, EsmeOptions.Bind.TRANSMITTER));
                binds.add(bind(loop, run, target, EsmeOptions.Bind.RECEIVER));
            } else {
                binds.add(bind(loop, run, target, EsmeOptions.Bind.TRANSCEIVER));
            }
        }
        return binds;
    }

    private LoadBind bind(MultiThreadIoEventLoopGroup loop, LoadRun run, InetAddress target, EsmeOptions.Bind mode)
            throws IOException, InterruptedException {
        String name = options.host() + ":" + options.port();
        var connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new LoadBind(channel, run, mode));
                    }
                })
                .connect(target, options.port())
                .awaitUninterruptibly();
        if (!connected.isSuccess()) throw new IOException("cannot connect to " + name, connected.cause());
        LoadBind bind = connected.channel().pipeline().get(LoadBind.class);
        if (bind == null) throw new IOException(name + " closed the connection");
        loop.execute(bind::bind);
        int status = answerOf(bind, name);
        if (status == SmppConstants.STATUS_OK) return bind;
        throw new IOException("%s refused the bind: %s (0x%02X)"
                .formatted(name, SmppConstants.STATUS_MESSAGE_MAP.get(status), status));
    }

    private static int answerOf(LoadBind bind, String name) throws IOException, InterruptedException {
        try {
            return bind.bindStatus().get(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(name + " does not answer the bind", e);
        } catch (ExecutionException e) {
            throw new IOException(name + " closed the connection instead of answering the bind", e.getCause());
        }
    }
}
