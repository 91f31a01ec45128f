package io.momentum.gateway.carrier;

import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.net.ClientTls;
import io.momentum.gateway.net.ClientTlsConfig;
import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.net.SmppConnection;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.session.Comeback;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When and where a bind connects. Names are resolved anew each time, off the loop. How long it waits is {@link Comeback}'s; no
 * try leaves before the carrier's and the process's budget of binds has one, and none while the sessions of the carrier that this
 * one replaced still stand. Owned by the bind's loop.
 */
final class Reconnect {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnect.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final long STEADY_MILLIS = 30_000;
    private static final long PREDECESSOR_MILLIS = 50;

    private final CarrierBind bind;
    private final Carrier carrier;
    private final Comeback comeback;
    private final Hosts hosts;
    private final int userTimeoutMillis;
    private long nextMillis;
    private int plans;
    private int tries;
    private @Nullable Channel trying;
    private HostPort host;

    Reconnect(CarrierBind bind, int index, Carrier carrier) {
        this.bind = bind;
        this.carrier = carrier;
        SessionProfile session = carrier.config().profile().session();
        SessionProfile.Rebinding rules = session.rebinding();
        comeback = new Comeback(
                session.reconnectMin().toMillis(),
                session.reconnectMax().toMillis(),
                rules.alreadyBound().toMillis(),
                rules.refused().toMillis(),
                rules.refusedMax().toMillis(),
                Math.min(STEADY_MILLIS, session.reconnectMax().toMillis()));
        hosts = new Hosts(carrier.config().hosts(), session.hostOrder(), index);
        host = hosts.current();
        userTimeoutMillis = Math.toIntExact(2 * session.enquireLink().toMillis());
    }

    /** The host that is connected to, or will be next. */
    String host() {
        return (bind.isUp() ? host : hosts.current()).toString();
    }

    /** When the next try is due, in milliseconds since 1970; 0 where none is planned. */
    long nextMillis() {
        return nextMillis;
    }

    void now() {
        if (bind.isStopped() || !bind.isDown()) return;
        if (carrier.binding().limits().predecessorStands().getAsBoolean()) {
            after(PREDECESSOR_MILLIS);
            return;
        }
        long waitNanos = carrier.binding().limits().takeOrWaitNanos(System.nanoTime(), Loop.nowMillis());
        if (waitNanos > 0) {
            carrier.counters().bindsHeldBack.increment();
            after(TimeUnit.NANOSECONDS.toMillis(waitNanos) + (long) (chance() * PREDECESSOR_MILLIS) + 1);
            return;
        }
        nextMillis = 0;
        if (carrier.binding().isAboutToAlarm()) {
            LOG.warn(
                    "Carrier {}: {} binds within an hour",
                    carrier.id(),
                    carrier.binding().lastHour());
        }
        bind.connecting();
        int mine = ++tries;
        HostPort to = hosts.current();
        host = to;
        Loop loop = bind.loop();
        var _ = carrier.binding()
                .limits()
                .resolver()
                .run(() -> target(to))
                .whenComplete((target, failure) -> loop.run(() -> {
                    if (mine != tries) return;
                    if (failure != null) unreachable(to, failure);
                    else connect(new InetSocketAddress(hosts.pick(target.addresses()), to.port()), target.tls());
                }));
    }

    /** The SMSC has connected to us meanwhile: the try under way is given up, and is no failure. */
    void giveWay() {
        tries++;
        if (trying != null) trying.close();
    }

    /** The addresses of a host, and how its connections are secured, if they are. */
    private record Target(InetAddress[] addresses, @Nullable ClientTls tls) {}

    private Target target(HostPort to) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(to.host());
        Optional<ClientTlsConfig> tls = carrier.config().tls();
        return new Target(addresses, tls.isEmpty() ? null : ClientTls.open(tls.get(), to.host(), to.port()));
    }

    private void unreachable(HostPort to, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof UnknownHostException) failed(BindEnd.HOST_UNKNOWN, "no address for " + to.host());
        else failed(BindEnd.CONNECT_FAILED, String.valueOf(cause.getMessage()));
    }

    private void connect(InetSocketAddress address, @Nullable ClientTls tls) {
        Loop loop = bind.loop();
        if (bind.isStopped()) {
            failed(BindEnd.STOPPED, "stopped");
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loop.executor())
                .channel(EventLoops.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, 256 * 1024))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        EventLoops.userTimeout(channel, userTimeoutMillis);
                        channel.pipeline().addLast(new SmppConnection(loop, bind::connected));
                        if (tls != null) tls.addTo(channel, CONNECT_TIMEOUT_MILLIS);
                    }
                })
                .connect(address);
        int mine = tries;
        trying = connecting.channel();
        connecting.addListener(done -> {
            if (done.isSuccess()) return;
            loop.run(() -> {
                if (mine == tries) failed(BindEnd.CONNECT_FAILED, String.valueOf(done.cause()));
            });
        });
    }

    private void failed(BindEnd why, String detail) {
        bind.connectFailed(why, detail);
    }

    void succeeded() {
        comeback.bound();
        hosts.worked();
        carrier.binding().credentialsRefused(bind, false);
    }

    /** The SMSC answered the bind with an error. */
    void refused(int status) {
        comeback.refused(status);
        boolean credentials = comeback.standing() == Comeback.Standing.CREDENTIALS_REFUSED;
        carrier.binding().credentialsRefused(bind, credentials);
        LOG.warn("{}: the SMSC refuses it with {}", bind, CommandStatus.name(status));
    }

    /** It could not be bound: the next host, after a while. */
    void afterFailure(String why) {
        hosts.failed();
        again(why, comeback.afterFailure(chance()));
    }

    /** A session has ended: the same host again, unless it sent us away. */
    void afterSession(BindEnd why, long stoodNanos) {
        if (why == BindEnd.SILENT || why == BindEnd.STALLED) hosts.failed();
        again(why.toString(), comeback.afterSession(TimeUnit.NANOSECONDS.toMillis(stoodNanos), chance()));
    }

    private void again(String why, long delayMillis) {
        if (bind.isStopped()) return;
        LOG.warn("{} is down ({}); next try in {} ms", bind, why, delayMillis);
        after(delayMillis);
    }

    private void after(long delayMillis) {
        nextMillis = Loop.nowMillis() + delayMillis;
        int plan = ++plans;
        bind.loop().after(delayMillis, () -> {
            // A connection that the SMSC made meanwhile may have come and gone, with a wait of its own after it.
            if (plan == plans) now();
        });
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
