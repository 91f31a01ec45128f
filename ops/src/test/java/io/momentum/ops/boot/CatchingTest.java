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
        var catching = new Catching(100, 2_000_100, nanos::get, lines::add);
        nanos.addAndGet(2_000_000_000L);
        catching.accept(20_100);
        catching.accept(1_000_100);
        catching.accept(2_000_100);
        assertEquals(
                List.of(
                        "Index: fact 20,100 of 2,000,100, 1 %, 10,000/s, about 3 min to go",
                        "Index: fact 1,000,100 of 2,000,100, 50 %, 500,000/s, about 2 s to go",
                        "Index: folded up to fact 2,000,100"),
                lines);
    }
}
