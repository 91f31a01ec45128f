package io.momentum.ops.kpi;

import io.momentum.store.fact.CareFact;
import java.lang.reflect.InvocationTargetException;

/** Which conversation a fact of a test is about. */
final class ConversationOf {

    private ConversationOf() {}

    static long fact(CareFact fact) {
        try {
            return (long) fact.getClass().getMethod("conversation").invoke(fact);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(fact + " is about no conversation", e);
        }
    }
}
