package io.momentum.ops.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.journal.SealedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassTest {

    @Test
    void aFileIsNoYoungerThanThoseBehindIt() {
        var before = new SealedFile(1, 500_000);
        var ahead = new SealedFile(1, 700_000);
        var after = new SealedFile(2, 500_001);
        var last = new SealedFile(2, 500_007);
        var ends = Pass.ends(List.of(before, ahead, after, last));
        assertEquals(before.endMillis(), ends.get(before));
        assertEquals(after.endMillis(), ends.get(ahead));
        assertEquals(after.endMillis(), ends.get(after));
        assertEquals(last.endMillis(), ends.get(last));
    }
}
