package io.momentum.gateway.wire;

import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An SMSC of which the test writes every byte: accepts a connection, answers its bind, and leaves the rest to the test. */
final class RawSmsc implements AutoCloseable {

    private static final int ACCEPT_MILLIS = 5_000;

    private final ServerSocket server;

    RawSmsc() throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(16 * 1024);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setSoTimeout(ACCEPT_MILLIS);
    }

    int port() {
        return server.getLocalPort();
    }

    RawPeer accept() throws IOException {
        Socket socket = server.accept();
        return new RawPeer(socket);
    }

    /** Accepts a connection and its bind. */
    RawPeer bound() throws IOException {
        RawPeer peer = accept();
        Seen bind = peer.read();
        peer.send(Pdus.response(bind.id(), 0, bind.sequence(), "smsc"));
        return peer;
    }

    /** Whether nobody connects for a while. */
    boolean isQuiet(int millis) throws IOException {
        server.setSoTimeout(millis);
        try {
            server.accept().close();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            server.setSoTimeout(ACCEPT_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
