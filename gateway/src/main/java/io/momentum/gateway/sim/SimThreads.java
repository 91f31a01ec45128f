package io.momentum.gateway.sim;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** One daemon event loop for each simulator: its state then needs no locks, and the gateway keeps its cores. */
final class SimThreads {

    private static final int STOP_SECONDS = 5;

    private SimThreads() {}

    static MultiThreadIoEventLoopGroup one(String name) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** Closes every connection of the loop and waits for its end. */
    static void stop(MultiThreadIoEventLoopGroup loop) {
        loop.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
