package io.momentum.ops.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A gateway that runs on this host.
 *
 * @param pid its process
 * @param command its command line, a word each
 */
record Running(long pid, List<String> command) {

    private static final String MAIN = "io.momentum.ops.cli.Momentum";

    /** The first that is found. */
    static Optional<Running> find(Path proc) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                Optional<Running> found = read(process);
                if (found.isPresent()) return found;
            }
        } catch (IOException e) {
            return Optional.empty(); // no /proc: then nothing is known of other processes
        }
        return Optional.empty();
    }

    private static Optional<Running> read(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            List<String> words = Arrays.asList(line.split("\0", -1));
            int main = words.indexOf(MAIN);
            if (main < 0 || main + 1 >= words.size() || !words.get(main + 1).equals("run")) return Optional.empty();
            return Optional.of(new Running(Long.parseLong(process.getFileName().toString()), words));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // it has ended meanwhile, or is another user's
        }
    }

    boolean hasFlag(String flag) {
        return command.contains(flag);
    }

    /** The last value of a flag such as -Xmx, in bytes; 0 where it is not there. */
    long bytes(String flag) {
        long bytes = 0;
        for (String word : command) {
            if (word.startsWith(flag)) bytes = bytesOf(word.substring(flag.length()));
        }
        return bytes;
    }

    private static long bytesOf(String text) {
        if (!text.matches("[0-9]{1,12}[kKmMgG]?")) return 0;
        int unit = "kmg".indexOf(Character.toLowerCase(text.charAt(text.length() - 1))) + 1;
        long number = Long.parseLong(unit == 0 ? text : text.substring(0, text.length() - 1));
        return number << (10 * unit);
    }
}
