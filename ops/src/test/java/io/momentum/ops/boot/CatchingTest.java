package io.momentum.ops.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CatchingTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final List<String> lines = new ArrayList<>();

    @Test
    void itSaysHowFarItIsHowFastAndHowLongTheRestTakes() {
        var catching = new Catching(100, 1100, nanos::get, lines::add);
        nanos.addAndGet(2_000_000_000L);
        catching.accept(300);
        catching.accept(1100);
        assertEquals(
                List.of("Index: fact 300 of 1100, 20 %, 100/s, about PT8S to go", "Index: folded up to fact 1100"),
                lines);
    }
}
