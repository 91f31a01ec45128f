package io.momentum.ops.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data files that are part of the program; the same ones lie in {@code config/}, for people. */
final class Shipped {

    private static final String ROOT = "/io/momentum/ops/shipped/";
    private static final String YAML = ".yaml";

    private Shipped() {}

    /** The names of a directory's YAML files, without their ending. */
    static SortedSet<String> names(String directory) {
        return names(directory, YAML);
    }

    /** The names of a directory's files of one ending, without it. */
    static SortedSet<String> names(String directory, String ending) {
        URL url = Objects.requireNonNull(Shipped.class.getResource(ROOT + directory), directory);
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                String beginning = jar.getEntryName().replaceAll("/?$", "/");
                return named(
                        ending,
                        jar.getJarFile().stream()
                                .map(entry -> entry.getName())
                                .filter(name -> name.startsWith(beginning))
                                .map(name -> name.substring(beginning.length())));
            }
            return namesIn(Path.of(URI.create(url.toString())), ending);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a directory on disk. */
    static SortedSet<String> namesIn(Path directory) throws IOException {
        return namesIn(directory, YAML);
    }

    static SortedSet<String> namesIn(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return named(ending, files.map(file -> String.valueOf(file.getFileName())));
        }
    }

    static String text(String directory, String name) {
        return text(directory, name, YAML);
    }

    static String text(String directory, String name, String ending) {
        return file(directory + "/" + name + ending);
    }

    /**
     * Any of them.
     *
     * @param file its directory and name
     */
    static String file(String file) {
        String path = ROOT + file;
        try (InputStream in = Shipped.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedSet<String> named(String ending, Stream<String> files) {
        return files.filter(file -> file.endsWith(ending) && !file.contains("/"))
                .map(file -> file.substring(0, file.length() - ending.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
