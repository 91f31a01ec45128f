package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars that are shipped are those that somebody has agreed to, to the bit. */
class LibrariesIT {

    private static final Path LIB = Path.of("target/momentum/lib");
    private static final Path LOCK = Path.of("src/package/libraries.sha256");

    @Test
    void everyLibraryIsTheOneThatIsWrittenDown() throws Exception {
        SortedMap<String, String> shipped = new TreeMap<>();
        try (Stream<Path> jars = Files.list(LIB)) {
            for (Path jar : (Iterable<Path>) jars::iterator) {
                String name = jar.getFileName().toString();
                if (!name.startsWith("momentum-")) shipped.put(name, digest(jar));
            }
        }
        assertEquals(
                lines(locked()),
                lines(shipped),
                "after a deliberate change: (cd ops/target/momentum/lib && sha256sum $(ls | grep -v ^momentum-))"
                        + " > ops/src/package/libraries.sha256");
    }

    private static SortedMap<String, String> locked() throws IOException {
        SortedMap<String, String> locked = new TreeMap<>();
        for (String line : Files.readAllLines(LOCK)) {
            String[] words = line.split(" +", 2);
            locked.put(words[1], words[0]);
        }
        return locked;
    }

    private static String lines(SortedMap<String, String> jars) {
        var text = new StringBuilder();
        jars.forEach(
                (name, digest) -> text.append(digest).append("  ").append(name).append('\n'));
        return text.toString();
    }

    private static String digest(Path jar) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }
}
