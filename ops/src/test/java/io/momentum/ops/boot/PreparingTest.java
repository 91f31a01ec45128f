package io.momentum.ops.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PreparingTest {

    private final AtomicLong now = new AtomicLong();
    private final List<String> lines = new ArrayList<>();
    private final Preparing preparing = new Preparing(now::get, lines::add);

    @Test
    void aLongStartSaysOnceASecondHowFarItIs() {
        preparing.accept(3 << 20);
        now.set(Preparing.LINE_NANOS - 1);
        preparing.accept(1 << 20);
        assertEquals(List.of(), lines);
        now.set(Preparing.LINE_NANOS);
        preparing.accept(1 << 20);
        preparing.run();
        assertEquals(List.of("Upgrade: 5 MiB of the data before it are kept"), lines);
        now.set(2 * Preparing.LINE_NANOS);
        preparing.run();
        preparing.run();
        assertEquals("Journal: it was not closed, 2 documents looked through", lines.getLast());
        assertEquals(2, lines.size());
    }
}
