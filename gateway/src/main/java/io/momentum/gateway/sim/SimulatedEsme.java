package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import io.momentum.gateway.sim.EsmeBind.Waiting;
import io.momentum.gateway.sim.EsmeListener.Mo;
import io.momentum.gateway.sim.EsmeListener.Receipt;
import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An ESME: binds, submits what it is given, answers deliver_sm and keeps the receipts and messages that they bring. It
 * has one thread, an event loop, which owns all its state; the methods here may be called from any other.
 */
public final class SimulatedEsme implements AutoCloseable {

    private static final int TICK_MILLIS = 5;
    private static final int CLOSE_SECONDS = 2;

    private final EsmeOptions options;
    private final MultiThreadIoEventLoopGroup loop = SimThreads.one("simulated-esme");
    private final EsmeCore core;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();

    private SimulatedEsme(EsmeOptions options, EsmeListener listener) {
        this.options = options;
        core = new EsmeCore(options, listener, this::lost);
    }

    public static SimulatedEsme bind(EsmeOptions options) throws IOException {
        return bind(options, EsmeListener.NONE);
    }

    /** Connects and binds all it is to bind; a refusal says with which status. */
    public static SimulatedEsme bind(EsmeOptions options, EsmeListener listener) throws IOException {
        var esme = new SimulatedEsme(options, listener);
        try {
            for (EsmeOptions.Bind mode : esme.modes()) esme.bindOne(mode);
        } catch (IOException e) {
            esme.close();
            throw e;
        }
        if (options.enquireLinkMillis() > 0) {
            var _ = esme.loop.scheduleWithFixedDelay(
                    esme.core::enquire,
                    options.enquireLinkMillis(),
                    options.enquireLinkMillis(),
                    TimeUnit.MILLISECONDS);
        }
        if (!options.quirks().isEmpty()) {
            var _ = esme.loop.scheduleWithFixedDelay(esme.core::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return esme;
    }

    /** Sends a message as soon as a window has room. The future is completed on the event loop, whatever happens. */
    public CompletableFuture<SubmitResult> submit(Submit submit) {
        return submitAll(List.of(submit)).getFirst();
    }

    /** Sends a text and asks for a receipt: from "890123" or "ACME" to "15550100". */
    public CompletableFuture<SubmitResult> submit(String from, String to, String text) {
        return submit(Submit.text(from, to, text));
    }

    /** Sends many with one hand-over; the futures are in their order. */
    public List<CompletableFuture<SubmitResult>> submitAll(List<Submit> submits) {
        List<Waiting> batch = new ArrayList<>(submits.size());
        for (Submit submit : submits) batch.add(new Waiting(submit, new CompletableFuture<>()));
        try {
            loop.execute(() -> {
                batch.forEach(core::add);
                core.pumpAndFlush();
            });
        } catch (RejectedExecutionException e) { // closed
            var notSent = new SubmitResult(EsmeListener.Outcome.NOT_SENT, 0, "");
            batch.forEach(waiting -> waiting.result().complete(notSent));
        }
        return batch.stream().map(Waiting::result).toList();
    }

    public List<Receipt> receipts() {
        return core.receipts().list();
    }

    /** All receipts so far, also those no longer kept. */
    public long receiptCount() {
        return core.receipts().count();
    }

    public List<Mo> mos() {
        return core.mos().list();
    }

    public long moCount() {
        return core.mos().count();
    }

    public int bindsOpen() {
        return core.bindsOpen();
    }

    /** Responses to nothing that was asked; 0 with a peer that keeps to the protocol. */
    public long unexpectedResponses() {
        return core.unexpectedResponses();
    }

    /** Answers every deliver_sm with this status from now on; other than 0, nothing is kept. */
    public void answerDeliveriesWith(int status) {
        loop.execute(() -> core.answerDeliveriesWith(status));
    }

    /** Reads on but answers nothing, until {@link #answerAgain}. */
    public void stopAnswering() {
        loop.execute(() -> core.stall(true));
    }

    public void answerAgain() {
        loop.execute(() -> core.stall(false));
    }

    /** Closes every connection without a word, and binds again if that is how it behaves. */
    public void dropConnections() {
        loop.execute(core::drop);
    }

    /** Unbinds and waits a moment for the answers; what was not answered is in doubt. */
    @Override
    public void close() {
        if (!closing.complete(null)) return;
        var unbound = new CompletableFuture<Void>();
        loop.execute(() -> {
            core.stop();
            awaitUnbound(unbound);
        });
        unbound.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
        SimThreads.stop(loop);
    }

    private void awaitUnbound(CompletableFuture<Void> unbound) {
        if (core.bindsOpen() == 0) unbound.complete(null);
        else if (!unbound.isDone()) later(() -> awaitUnbound(unbound), 1);
    }

    private List<EsmeOptions.Bind> modes() {
        List<EsmeOptions.Bind> modes = new ArrayList<>();
        for (int i = 0; i < options.binds().count(); i++) {
            if (options.binds().how() != EsmeOptions.Bind.TRANSMITTER_RECEIVER) {
                modes.add(options.binds().how());
                continue;
            }
            modes.add(EsmeOptions.Bind.TRANSMITTER);
            modes.add(EsmeOptions.Bind.RECEIVER);
        }
        return modes;
    }

    private void bindOne(EsmeOptions.Bind mode) throws IOException {
        ChannelFuture connected = connect(mode).awaitUninterruptibly();
        if (!connected.isSuccess()) throw new IOException("cannot connect to " + target(), connected.cause());
        var bind = connected.channel().pipeline().get(EsmeBind.class);
        if (bind == null) throw new IOException(target() + " closed the connection");
        loop.execute(bind::bind);
        int status = answerOf(bind);
        if (status == SmppConstants.STATUS_OK) return;
        throw new IOException("%s refused the bind: %s (0x%02X)"
                .formatted(target(), SmppConstants.STATUS_MESSAGE_MAP.get(status), status));
    }

    private int answerOf(EsmeBind bind) throws IOException {
        try {
            return bind.bindStatus().get(options.target().connectTimeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(target() + " does not answer the bind", e);
        } catch (ExecutionException e) {
            throw new IOException(target() + " closed the connection instead of answering the bind", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding", e);
        }
    }

    private String target() {
        return options.target().toString();
    }

    private ChannelFuture connect(EsmeOptions.Bind mode) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, options.target().connectTimeoutMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new EsmeBind(channel, core, mode));
                    }
                })
                .connect(options.target().host(), options.target().port());
    }

    private void lost(EsmeBind bind) {
        if (options.reconnect().isWanted()) rebindLater(bind.mode());
    }

    private void rebindLater(EsmeOptions.Bind mode) {
        if (closing.isDone()) return;
        later(() -> rebind(mode), options.reconnect().afterMillis());
    }

    private void later(Runnable action, int delayMillis) {
        var _ = loop.schedule(action, delayMillis, TimeUnit.MILLISECONDS);
    }

    private void rebind(EsmeOptions.Bind mode) {
        if (closing.isDone()) return;
        connect(mode).addListener((ChannelFuture connected) -> {
            EsmeBind bind =
                    connected.isSuccess() ? connected.channel().pipeline().get(EsmeBind.class) : null;
            if (bind == null) {
                rebindLater(mode);
                return;
            }
            bind.bind();
            later(
                    () -> {
                        if (!bind.bindStatus().isDone()) bind.cut();
                    },
                    options.target().connectTimeoutMillis());
        });
    }
}
