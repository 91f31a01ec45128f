package io.momentum.ops.config;

import org.snakeyaml.engine.v2.nodes.Node;

/** A value that remembers where it was written, for checks that need more than the value itself. */
record Placed<T>(T value, Source source, Node node) {

    void problem(String message) {
        source.problem(node, message);
    }

    String place() {
        return source.place(node);
    }
}
