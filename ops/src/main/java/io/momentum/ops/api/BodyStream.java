package io.momentum.ops.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request as a stream that may be read slowly: at most {@value #AHEAD} pieces wait here, then the client's
 * connection stops being read. Made on the event loop; read by one thread that may block.
 */
final class BodyStream extends InputStream {

    private static final int AHEAD = 4;
    private static final long SILENCE_SECONDS = 30;
    private static final Piece END = new Piece(Buffer.buffer(), true);
    private static final Piece BROKEN = new Piece(Buffer.buffer(), false);

    /** Bytes that arrived; none at the end, and none where the client broke off. */
    private record Piece(Buffer bytes, boolean isEnd) {}

    private final HttpServerRequest request;
    private final Context context;
    private final long mostBytes;
    /** Room for what was asked for, the end, and a break of the connection. */
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD + 2);

    private Buffer piece = Buffer.buffer(0);
    private int at;
    private long taken;
    private boolean ended;

    BodyStream(HttpServerRequest request, Context context, long mostBytes) {
        this.request = request;
        this.context = context;
        this.mostBytes = mostBytes;
        request.pause();
        request.handler(bytes -> {
            if (bytes.length() > 0) pieces.add(new Piece(bytes, false));
        });
        request.endHandler(v -> pieces.add(END));
        request.exceptionHandler(e -> {
            if (!pieces.offer(BROKEN))
                context.runOnContext(v -> request.connection().close());
        });
        request.fetch(AHEAD);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        while (at == piece.length()) {
            if (ended) return -1;
            next();
        }
        int count = Math.min(length, piece.length() - at);
        piece.getBytes(at, at + count, into, from);
        at += count;
        return count;
    }

    private void next() throws IOException {
        Piece arrived;
        try {
            arrived = pieces.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped").initCause(e);
        }
        if (arrived == null) throw new IOException("the client sends nothing");
        at = 0;
        piece = arrived.bytes();
        ended = arrived.isEnd();
        if (ended) return;
        if (piece.length() == 0) throw new IOException("the client broke off");
        taken += piece.length();
        if (taken > mostBytes)
            throw Problem.tooLarge("At most " + mostBytes + " bytes.").refusal();
        context.runOnContext(v -> {
            if (!request.isEnded()) request.fetch(1);
        });
    }
}
