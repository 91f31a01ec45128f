package io.momentum.ops.followup.classify;

import io.momentum.ops.config.ClassifyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The shipped classifier, trained once for all tests, and the replies to measure it by. */
final class Taught {

    private static final Path REPLIES = Path.of("src/test/resources/classify");
    private static final Path JUDGED = Path.of("../config/classify/judged");
    private static final Path SHIPPED = Path.of("../config/classify");

    static final Classifier CLASSIFIER = ClassifyFiles.shipped();

    private Taught() {}

    static Classification classify(String text) {
        return CLASSIFIER.classify(text, ReplyContext.NONE);
    }

    static Classification classify(String text, Asked asked) {
        return CLASSIFIER.classify(text, ReplyContext.of(asked));
    }

    /** A file beside the tests, "fresh-en", or one that is shipped to judge candidates by, "held-en". */
    static List<Example> replies(String name) {
        Path judged = JUDGED.resolve(name + ".tsv");
        if (Files.exists(judged)) return read(judged, name.substring(name.indexOf('-') + 1));
        return read(REPLIES.resolve(name + ".tsv"), name.substring(name.indexOf('-') + 1));
    }

    /** What the shipped model was taught. */
    static List<Example> examples(String... languages) {
        List<Example> all = new ArrayList<>();
        Stream.of(languages).forEach(each -> all.addAll(read(SHIPPED.resolve(each + ".tsv"), each)));
        return all;
    }

    private static List<Example> read(Path file, String language) {
        try {
            return Example.parse(file.toString(), language, Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
