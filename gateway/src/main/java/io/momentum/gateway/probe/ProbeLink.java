package io.momentum.gateway.probe;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.Frames;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.profile.SessionProfile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** One connection of a probe: blocking, with a thread that reads and gives what a peer must be given at once. */
final class ProbeLink implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int BIND_MILLIS = 15_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int lastSequence;

    /** A PDU and when it came, in nanoseconds as the machine counts them. */
    record Frame(byte[] pdu, long atNanos) {}

    private ProbeLink(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Connects to the first host that takes the connection, and binds.
     *
     * @param bound takes the bind response
     */
    static ProbeLink bind(CarrierConfig config, int commandId, Consumer<byte[]> bound) throws IOException {
        IOException last = new IOException("the carrier has no host");
        for (HostPort host : config.hosts()) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(host.host(), host.port()), CONNECT_MILLIS);
                var link = new ProbeLink(socket);
                link.bindAs(config, commandId, bound);
                return link;
            } catch (IOException e) {
                socket.close();
                last = new IOException(host + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    private void bindAs(CarrierConfig config, int commandId, Consumer<byte[]> bound) throws IOException {
        socket.setSoTimeout(BIND_MILLIS);
        ByteBuf request = Unpooled.buffer();
        SessionProfile session = config.profile().session();
        PduWriter.bind(
                request,
                commandId,
                nextSequence(),
                config.systemId(),
                config.password().reveal(),
                config.systemType(),
                session.interfaceVersion(),
                session.addressRange().ton(),
                session.addressRange().npi(),
                session.addressRange().range());
        write(request);
        byte[] answer = read();
        while (Frames.commandId(answer) != (commandId | CommandId.RESPONSE)) {
            if (Frames.commandId(answer) == CommandId.GENERIC_NACK) break;
            answerAtOnce(answer);
            answer = read();
        }
        int status = Frames.status(answer);
        if (status != 0) throw new IOException("the bind is refused with " + CommandStatus.name(status));
        if (Frames.commandId(answer) == CommandId.GENERIC_NACK) throw new IOException("the bind is not understood");
        socket.setSoTimeout(0);
        bound.accept(answer);
    }

    /** Reads until the connection ends; what the prober must see goes into the queue. */
    void follow(BlockingQueue<Frame> queue) {
        Thread.ofPlatform().daemon().name("momentum-probe").start(() -> {
            try {
                while (true) {
                    byte[] pdu = read();
                    long now = System.nanoTime();
                    answerAtOnce(pdu);
                    queue.add(new Frame(pdu, now));
                }
            } catch (IOException e) {
                // The prober waits for what does not come any more, and says what is missing.
            }
        });
    }

    /** Sends a PDU under a new sequence number, which it returns. */
    int send(byte[] pdu) throws IOException {
        byte[] numbered = pdu.clone();
        int sequence = nextSequence();
        ByteBuffer.wrap(numbered).putInt(12, sequence);
        synchronized (out) {
            out.write(numbered);
            out.flush();
        }
        return sequence;
    }

    int enquire() throws IOException {
        ByteBuf pdu = Unpooled.buffer();
        int sequence = nextSequence();
        PduWriter.enquireLink(pdu, sequence);
        write(pdu);
        return sequence;
    }

    private void answerAtOnce(byte[] pdu) throws IOException {
        ByteBuf answer = Unpooled.buffer();
        int sequence = Frames.sequence(pdu);
        switch (Frames.commandId(pdu)) {
            case CommandId.ENQUIRE_LINK -> PduWriter.enquireLinkResponse(answer, sequence);
            case CommandId.UNBIND -> PduWriter.unbindResponse(answer, sequence);
            case CommandId.DELIVER_SM -> PduWriter.deliverSmResponse(answer, sequence, 0);
            case CommandId.DATA_SM -> PduWriter.messageResponse(answer, CommandId.DATA_SM, sequence, "");
            default -> {
                return;
            }
        }
        write(answer);
    }

    private void write(ByteBuf pdu) throws IOException {
        synchronized (out) {
            pdu.readBytes(out, pdu.readableBytes());
            out.flush();
        }
    }

    private byte[] read() throws IOException {
        int length = in.readInt();
        if (!Frames.isLegal(length, Frames.MAX_BOUND)) throw new IOException("a PDU claims " + length + " octets");
        byte[] pdu = new byte[length];
        ByteBuffer.wrap(pdu).putInt(length);
        in.readFully(pdu, Integer.BYTES, length - Integer.BYTES);
        return pdu;
    }

    private int nextSequence() {
        return ++lastSequence;
    }

    /** Unbinds, and does not wait long for the answer. */
    @Override
    public void close() throws IOException {
        try (socket) {
            if (socket.isClosed()) return;
            ByteBuf pdu = Unpooled.buffer();
            PduWriter.unbind(pdu, nextSequence());
            write(pdu);
            socket.shutdownOutput();
        }
    }
}
