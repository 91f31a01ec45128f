package io.momentum.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestWindowTest {

    @Test
    void answersComeInAnyOrder() {
        var window = new RequestWindow<String>(3);
        int a = window.add("a", 0);
        int b = window.add("b", 0);
        int c = window.add("c", 0);
        assertEquals("b", window.remove(b));
        assertEquals("c", window.remove(c));
        assertEquals("a", window.remove(a));
        assertEquals(3, window.free());
    }

    @Test
    void anAnswerToNothingFindsNothing() {
        var window = new RequestWindow<String>(2);
        int a = window.add("a", 0);
        assertNull(window.remove(a + 1));
        assertNull(window.remove(0));
        assertNull(window.remove(-1));
        window.remove(a);
        assertNull(window.remove(a), "a second answer to one request");
    }

    @Test
    void aFullWindowTakesNoMore() {
        var window = new RequestWindow<String>(1);
        window.add("a", 0);
        assertThrows(IllegalStateException.class, () -> window.add("b", 0));
    }

    @Test
    void oneSlowAnswerDoesNotStopTheNumbers() {
        var window = new RequestWindow<Integer>(2);
        int slow = window.add(-1, 0);
        for (int i = 0; i < 1000; i++) {
            int sequence = window.add(i, 0);
            assertNotEquals(slow, sequence);
            assertEquals(i, window.remove(sequence));
        }
        assertEquals(-1, window.remove(slow));
    }

    @Test
    void whatWaitsTooLongComesOutOldestFirst() {
        var window = new RequestWindow<String>(4);
        window.add("a", 10);
        int b = window.add("b", 20);
        window.add("c", 30);
        window.remove(b);
        assertEquals("a", window.removeSentBefore(25));
        assertNull(window.removeSentBefore(25));
        assertEquals("c", window.removeSentBefore(31));
        assertEquals(0, window.oldestSequence());
    }

    @Test
    void drainGivesAllBackInTheirOrder() {
        var window = new RequestWindow<String>(4);
        window.add("a", 1);
        int b = window.add("b", 2);
        window.add("c", 3);
        window.remove(b);
        List<String> all = new ArrayList<>();
        window.drain(all::add);
        assertEquals(List.of("a", "c"), all);
        assertEquals(4, window.free());
    }

    @Test
    void itAgreesWithASortedMapOverManyRandomSteps() {
        var random = new Random(7);
        var window = new RequestWindow<Integer>(10);
        var model = new TreeMap<Integer, Integer>();
        for (int step = 0; step < 100_000; step++) {
            if (window.free() > 0 && random.nextBoolean()) {
                model.put(window.add(step, step), step);
            } else if (!model.isEmpty()) {
                List<Integer> keys = new ArrayList<>(model.keySet());
                int sequence = keys.get(random.nextInt(keys.size()));
                assertEquals(model.remove(sequence), window.remove(sequence));
            }
            assertEquals(model.size(), window.used());
            assertEquals(model.isEmpty() ? 0 : model.firstKey(), window.oldestSequence());
        }
    }
}
