package io.momentum.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** One end of a TCP connection that writes whatever bytes it is told to, and reads PDUs. Used by one thread. */
final class RawPeer implements AutoCloseable {

    private static final int READ_MILLIS = 5_000;

    private final Socket socket;
    private final DataInputStream in;

    /** A PDU as it was read. */
    record Seen(int id, int status, int sequence, byte[] body) {

        /** The C-octet string at the start of the body. */
        String string() {
            int end = 0;
            while (end < body.length && body[end] != 0) end++;
            return new String(body, 0, end, ISO_8859_1);
        }

        /** Fails unless this is that PDU. */
        Seen expect(int expectedId, int expectedStatus, int expectedSequence) {
            if (id == expectedId && status == expectedStatus && sequence == expectedSequence) return this;
            throw new AssertionError("expected %08x status %x sequence %x, not %s"
                    .formatted(expectedId, expectedStatus, expectedSequence, this));
        }

        @Override
        public String toString() {
            return "%08x status %x sequence %x body %s".formatted(id, status, sequence, Arrays.toString(body));
        }
    }

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MILLIS);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static RawPeer bound(int port, int bindId, String systemId, int version) throws IOException {
        RawPeer peer = connect(port);
        peer.send(Pdus.bind(bindId, 1, systemId, TestGateway.PASSWORD, version));
        Seen answer = peer.read();
        if (answer.id() != (bindId | Pdus.RESP) || answer.status() != 0) throw new IOException("bind: " + answer);
        return peer;
    }

    RawPeer send(byte[]... parts) throws IOException {
        socket.getOutputStream().write(Pdus.join(parts));
        return this;
    }

    Seen read() throws IOException {
        int length = in.readInt();
        int id = in.readInt();
        int status = in.readInt();
        int sequence = in.readInt();
        return new Seen(id, status, sequence, in.readNBytes(length - 16));
    }

    /** Whether the other side closes, after whatever it still sends. */
    boolean isClosed() throws IOException {
        try {
            while (true) read();
        } catch (EOFException | SocketException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whether nothing comes for a while. */
    boolean isSilent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(READ_MILLIS);
        }
    }

    /** Whether nothing has come that could be read; what has come stays. */
    boolean isSilentForNow(int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        while (in.available() == 0 && System.nanoTime() - deadline < 0) LockSupport.parkNanos(100_000);
        return in.available() == 0;
    }

    /** The next PDU is the answer to an enquire_link: nothing else was on its way, and the session stands. */
    boolean stands(int sequence) throws IOException {
        send(Pdus.pdu(Pdus.ENQUIRE_LINK, sequence));
        Seen seen = read();
        return seen.id() == (Pdus.ENQUIRE_LINK | Pdus.RESP) && seen.sequence() == sequence;
    }

    Socket socket() {
        return socket;
    }

    /** Closes with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
