package io.momentum.gateway.wire;

import io.momentum.gateway.wire.RawPeer.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** An SMSC that takes everything, in threads or as a process of its own: a line for each bind and each submit. */
final class EchoSmsc implements AutoCloseable {

    private final ServerSocket server = new ServerSocket();
    private final Consumer<String> lines;

    private EchoSmsc(InetAddress address, Consumer<String> lines) throws IOException {
        this.lines = lines;
        server.bind(new InetSocketAddress(address, 0));
    }

    static EchoSmsc start(InetAddress address, Consumer<String> lines) throws IOException {
        var smsc = new EchoSmsc(address, lines);
        Thread.ofVirtual().start(smsc::accept);
        return smsc;
    }

    /** Listens at the address that it is given, and ends with its standard input. */
    @SuppressWarnings("SystemOut") // the parent reads it
    static void main(String[] args) throws IOException {
        EchoSmsc smsc = start(InetAddress.getByName(args[0]), System.out::println);
        System.out.println("port " + smsc.port());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        smsc.close();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            lines.accept("closed");
        }
    }

    private void serve(Socket socket) {
        try (RawPeer peer = new RawPeer(socket)) {
            socket.setSoTimeout(0);
            while (true) {
                Seen seen = peer.read();
                if (seen.id() < 0) continue;
                if (seen.id() == Pdus.SUBMIT_SM) lines.accept("submit " + text(seen));
                else if (seen.id() == Pdus.BIND_TRX) lines.accept("bind");
                peer.send(Pdus.response(seen.id(), 0, seen.sequence(), "id" + seen.sequence()));
            }
        } catch (IOException e) {
            lines.accept("gone");
        }
    }

    private static String text(Seen submit) {
        String body = new String(submit.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return body.substring(body.indexOf("text "));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
