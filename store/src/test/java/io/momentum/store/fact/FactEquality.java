package io.momentum.store.fact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;

/** Compares facts by their components, arrays by what is in them. */
public final class FactEquality {

    private FactEquality() {}

    public static void assertSameFact(Fact expected, Fact actual) {
        assertEquals(expected.getClass(), actual.getClass());
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            Object left = valueOf(component, expected);
            Object right = valueOf(component, actual);
            if (left instanceof Fact inner) assertSameFact(inner, (Fact) right);
            else if (left instanceof byte[] bytes) assertArrayEquals(bytes, (byte[]) right, component.getName());
            else assertEquals(left, right, component.getName());
        }
    }

    private static Object valueOf(RecordComponent component, Fact fact) {
        try {
            return component.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
