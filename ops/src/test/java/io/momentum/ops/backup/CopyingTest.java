package io.momentum.ops.backup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyingTest {

    @TempDir
    Path dir;

    @Test
    void aFileGetsASecondNameWhereThatCanBe() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "content");
        assertTrue(Copying.link(file, dir.resolve("second")));
        assertTrue(Files.isSameFile(file, dir.resolve("second")));
    }

    /** /proc is there everywhere and takes no names; as a share without links it says so by an exception. */
    @Test
    void whereThereAreNoLinksItIsToldAndNothingIsThere() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "content");
        assertFalse(Copying.link(file, Path.of("/proc/second")));
        assertFalse(Copying.link(dir.resolve("missing"), dir.resolve("second")));
        assertFalse(Files.exists(dir.resolve("second")));
    }
}
