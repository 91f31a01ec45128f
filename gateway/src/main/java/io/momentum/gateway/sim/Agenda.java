package io.momentum.gateway.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done later, by due time and, within one, in the order it was noted. Owned by one thread. */
final class Agenda {

    private record Entry(long dueMillis, long order, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueMillis).thenComparingLong(Entry::order));
    private long order;

    void note(long dueMillis, Runnable action) {
        entries.add(new Entry(dueMillis, order++, action));
    }

    int size() {
        return entries.size();
    }

    void runDue(long nowMillis) {
        Entry first = entries.peek();
        while (first != null && first.dueMillis <= nowMillis) {
            entries.remove();
            first.action.run();
            first = entries.peek();
        }
    }
}
