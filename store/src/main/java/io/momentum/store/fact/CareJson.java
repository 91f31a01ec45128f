package io.momentum.store.fact;

import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follow-up facts as members of a JSON line: each component under its name, written as what it is. */
final class CareJson {

    private static final Set<String> IDS =
            Set.of("conversation", "previous", "into", "moId", "mtId", "duplicateOf", "bulk", "undoes");

    /** What people wrote or are called. */
    private static final Set<String> PERSONAL =
            Set.of("text", "body", "definition", "explanation", "before", "after", "order");

    private CareJson() {}

    static void body(CareFact fact, JsonLine line) {
        for (RecordComponent component : fact.getClass().getRecordComponents()) {
            String name = component.getName();
            if (!name.equals("atMicros")) member(name, valueOf(component, fact), line);
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, CareFact fact) {
        try {
            return component.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(fact.getClass() + " cannot be read", e);
        }
    }

    private static void member(String name, @Nullable Object value, JsonLine line) {
        switch (value) {
            case null -> {
                // Left out.
            }
            case Long id
            when IDS.contains(name) -> {
                if (id != 0) line.id(name, id);
            }
            case Long digits when name.equals("digits") -> line.digits(name, digits);
            case Long micros
            when name.endsWith("Micros") -> {
                if (micros != 0) line.time(name.substring(0, name.length() - "Micros".length()), micros);
            }
            case Integer weight
            when name.equals("weight") -> {
                if (weight != 0) line.number(name, weight);
            }
            case Number number -> line.number(name, number.longValue());
            case Boolean flag -> line.flag(name, flag);
            case String text when PERSONAL.contains(name) -> line.personal(name, text);
            case String text -> {
                if (!text.isEmpty()) line.text(name, text);
            }
            case CareFact.Verdict verdict ->
                line.flag("final", verdict.isFinal())
                        .flag("positive", verdict.isPositive())
                        .flag("complete", verdict.isComplete());
            case SystemId account -> line.text(name, account.value());
            case byte[] bytes -> line.text(name, HexFormat.of().formatHex(bytes));
            case List<?> numbers when name.equals("digits") -> line.masked(name, numbers);
            case List<?> ids
            when name.equals("conversations") ->
                line.texts(
                        name,
                        ids.stream().map(id -> MessageId.format((Long) id)).toList());
            case List<?> rows when name.equals("rows") -> line.number(name, rows.size());
            // They quote what was said.
            case List<?> quotes when name.equals("reasons") -> line.personal(name, quotes);
            case List<?> texts when name.equals("variables") -> line.number(name, texts.size());
            case List<?> texts -> line.texts(name, texts);
            case Map<?, ?> map -> line.personal(name, map);
            default -> line.text(name, value.toString());
        }
    }
}
