package io.momentum.gateway.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines of a stream, each of at most {@value #LINE_MAX} octets: a program's output must not fill our memory. */
final class Lines {

    private static final int LINE_MAX = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[LINE_MAX];
    private int held;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Shows each line without its end, until the stream ends. */
    void each(Consumer<String> action) throws IOException {
        for (int read = in.read(buffer, held, LINE_MAX - held);
                read >= 0;
                read = in.read(buffer, held, LINE_MAX - held)) {
            held += read;
            int from = 0;
            for (int i = held - read; i < held; i++) {
                if (buffer[i] != '\n') continue;
                action.accept(new String(buffer, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
            System.arraycopy(buffer, from, buffer, 0, held - from);
            held -= from;
            if (held == LINE_MAX) throw new IOException("a line is longer than " + LINE_MAX + " octets");
        }
    }
}
