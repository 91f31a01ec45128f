package io.momentum.ops.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** One file of the configuration, and where its mistakes are written down. */
final class Source {

    /** A password in plain text is not repeated on the terminal because something else on its line is wrong. */
    private static final Pattern PLAIN = Pattern.compile("(\\bplain['\"]?\\s*:\\s*)(\"[^\"]*\"|'[^']*'|[^,}#]+)");

    private final String name;
    private final List<String> lines;
    private final Reading reading;

    Source(String name, String text, Reading reading) {
        this.name = name;
        this.lines = text.lines().toList();
        this.reading = reading;
    }

    Reading reading() {
        return reading;
    }

    void problem(Node at, String message) {
        problem(at.getStartMark(), message);
    }

    void problem(Optional<Mark> at, String message) {
        add(at.map(Mark::getLine).orElse(0) + 1, at.map(Mark::getColumn).orElse(0) + 1, message);
    }

    /** A problem with the file as a whole. */
    void problem(String message) {
        add(1, 1, message);
    }

    /** Where a node stands, for messages that point at two places. */
    String place(Node node) {
        return name + ":" + (node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }

    private void add(int line, int column, String message) {
        String text = line <= lines.size() ? lines.get(line - 1).replace('\t', ' ') : "";
        String shown = PLAIN.matcher(text).replaceAll(Source::starred);
        reading.add(new Problem(name, line, column, message, shown));
    }

    private static String starred(MatchResult match) {
        String secret = match.group(2);
        int length = secret.stripTrailing().length();
        return match.group(1) + "*".repeat(length) + secret.substring(length);
    }
}
