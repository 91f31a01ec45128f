package io.momentum.ops.config;

import java.util.Map;
import java.util.function.Function;

/**
 * A parser that also says what it takes and how it writes what it made: so that editors can be told, and so that what holds
 * where nothing is written can be shown.
 */
final class Spelled<T> implements Function<String, T> {

    private final Map<String, Object> schema;
    private final Function<String, T> parser;
    private final Function<T, String> writer;

    /**
     * Puts both directions together.
     *
     * @param schema what the text may be, as JSON Schema
     */
    Spelled(Map<String, Object> schema, Function<String, T> parser, Function<T, String> writer) {
        this.schema = schema;
        this.parser = parser;
        this.writer = writer;
    }

    @Override
    public T apply(String text) {
        return parser.apply(text);
    }

    /** A value as a file would say it. */
    String write(T value) {
        return writer.apply(value);
    }

    /** What the parser takes: what it says itself, else any single value. */
    static Map<String, Object> schemaOf(Function<String, ?> parser) {
        return parser instanceof Spelled<?> spelled ? spelled.schema : ANY;
    }

    private static final Map<String, Object> ANY = Map.of("type", java.util.List.of("string", "number", "boolean"));
}
