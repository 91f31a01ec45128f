package io.momentum.ops.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of any length, of which only so much is kept as a reply can have. */
final class ReplyLines {

    /** More than ten segments. */
    static final int LENGTH_MAX = 2_000;

    private final BufferedReader in;

    ReplyLines(Reader in) {
        this.in = new BufferedReader(in);
    }

    /** The next line, or its beginning; empty at the end. */
    Optional<String> next() throws IOException {
        int c = in.read();
        if (c < 0) return Optional.empty();
        var line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LENGTH_MAX) line.append((char) c);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') line.setLength(last);
        return Optional.of(line.toString());
    }
}
