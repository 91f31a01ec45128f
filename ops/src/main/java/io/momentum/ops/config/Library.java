package io.momentum.ops.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/** Files that are named without a path: {@code DIRECTORY/NAME.yaml} beside the configuration, else the shipped one. */
final class Library {

    private final Documents documents;
    private final String kind;
    private final String shelf;
    private final Path directory;

    /**
     * One kind of them.
     *
     * @param kind what one file is, for messages
     * @param shelf the directory's name
     */
    Library(Documents documents, String kind, String shelf) {
        this.documents = documents;
        this.kind = kind;
        this.shelf = shelf;
        this.directory = documents.directory().resolve(shelf);
    }

    /**
     * The file of that name; empty where there is none.
     *
     * @param path what its keys are counted under
     */
    Optional<Section> find(String name, String path) {
        Path file = directory.resolve(name + ".yaml");
        if (name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && Files.exists(file)) {
            return Optional.of(documents
                    .section(file.toString(), documents.parse(file), path)
                    .unlisted());
        }
        if (!Shipped.names(shelf).contains(name)) return Optional.empty();
        String place = "shipped " + shelf + "/" + name + ".yaml";
        return Optional.of(documents
                .section(place, documents.parse(place, Shipped.text(shelf, name)), path)
                .unlisted());
    }

    void isMissing(Placed<String> name) {
        SortedSet<String> names = names();
        String hint = Similar.to(name.value(), names)
                .map(" (did you mean '%s'?)"::formatted)
                .orElse(", known: " + String.join(", ", names));
        name.problem("no %s '%s' in %s nor among the shipped ones%s".formatted(kind, name.value(), directory, hint));
    }

    private SortedSet<String> names() {
        SortedSet<String> names = Shipped.names(shelf);
        if (!Files.isDirectory(directory)) return names;
        try {
            names.addAll(Shipped.namesIn(directory));
        } catch (IOException | UncheckedIOException e) {
            return names; // they are only a hint
        }
        return names;
    }
}
