package io.momentum.ops.config;

import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.classify.Concepts;
import io.momentum.ops.followup.classify.Example;
import io.momentum.ops.followup.classify.ReplyRules;
import io.momentum.ops.followup.classify.Trainer;
import io.momentum.ops.followup.classify.WrongLine;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The classifier of replies, from the files that teach it: {@code rules.tsv}, {@code concepts.tsv}, and examples in a file
 * for each language ({@code en.tsv}). A directory may have some of them; the others are the shipped ones.
 */
public final class ClassifyFiles {

    /** Beside a configuration. */
    private static final String DIRECTORY = "classify";

    private static final String JUDGED = DIRECTORY + "/judged";
    private static final String ENDING = ".tsv";
    private static final String RULES = "rules";
    private static final String CONCEPTS = "concepts";

    private ClassifyFiles() {}

    /** As it is shipped. */
    public static Classifier shipped() {
        List<Example> examples = new ArrayList<>();
        for (String name : Shipped.names(DIRECTORY, ENDING)) {
            if (isLanguage(name)) examples.addAll(Example.parse("shipped " + file(name), name, shipped(name)));
        }
        return new Parsed(
                        examples,
                        Concepts.parse("shipped " + file(CONCEPTS), shipped(CONCEPTS)),
                        ReplyRules.parse("shipped " + file(RULES), shipped(RULES)))
                .train();
    }

    /**
     * With the files of a directory in place of shipped ones of the same name.
     *
     * @throws ConfigException if a file cannot be read or has a wrong line
     */
    public static Classifier of(Path directory) throws ConfigException {
        return parsed(directory).train();
    }

    /**
     * Reads a directory's files and learns nothing.
     *
     * @throws ConfigException if a file cannot be read or has a wrong line
     */
    static void check(Path directory) throws ConfigException {
        parsed(directory);
    }

    /** Where what teaches the classifier lies, beside a configuration. */
    static Path beside(Path configDirectory) {
        return configDirectory.resolve(DIRECTORY);
    }

    /**
     * What a configuration has beside it in {@code classify/}, over what is shipped.
     *
     * @throws ConfigException if a file there cannot be read or has a wrong line
     */
    public static Classifier besides(Path configuration) throws ConfigException {
        Path directory = configuration.toAbsolutePath().resolveSibling(DIRECTORY);
        return Files.isDirectory(directory) ? of(directory) : shipped();
    }

    /** Replies that candidates are judged by: those that nobody was taught. */
    public static List<Example> heldOut() {
        return judged("held-");
    }

    /** Replies whose labels no promotion may change. */
    public static List<Example> golden() {
        return judged("golden-");
    }

    private static List<Example> judged(String beginning) {
        List<Example> examples = new ArrayList<>();
        for (String name : Shipped.names(JUDGED, ENDING)) {
            if (!name.startsWith(beginning)) continue;
            String language = name.substring(beginning.length());
            examples.addAll(Example.parse(
                    "shipped %s/%s%s".formatted(JUDGED, name, ENDING), language, Shipped.text(JUDGED, name, ENDING)));
        }
        return List.copyOf(examples);
    }

    /** What the files say. */
    private record Parsed(List<Example> examples, Concepts concepts, ReplyRules rules) {
        Classifier train() {
            return new Classifier(rules, Trainer.train(examples, concepts));
        }
    }

    private static Parsed parsed(Path directory) throws ConfigException {
        try {
            List<Example> examples = new ArrayList<>();
            for (String name : names(directory)) {
                if (isLanguage(name))
                    examples.addAll(Example.parse(place(directory, name), name, text(directory, name)));
            }
            return new Parsed(
                    examples,
                    Concepts.parse(place(directory, CONCEPTS), text(directory, CONCEPTS)),
                    ReplyRules.parse(place(directory, RULES), text(directory, RULES)));
        } catch (CharacterCodingException e) {
            throw unusable(directory, "a file is not UTF-8");
        } catch (IOException e) {
            throw unusable(directory, "cannot be read: " + e);
        } catch (WrongLine e) {
            throw new ConfigException(List.of(new Problem(e.file(), e.line(), 1, e.why(), "")));
        }
    }

    private static SortedSet<String> names(Path directory) throws IOException {
        SortedSet<String> names = new TreeSet<>(Shipped.names(DIRECTORY, ENDING));
        names.addAll(Shipped.namesIn(directory, ENDING));
        return names;
    }

    private static boolean isLanguage(String name) {
        return !name.equals(RULES) && !name.equals(CONCEPTS);
    }

    private static String place(Path directory, String name) {
        Path file = directory.resolve(name + ENDING);
        return Files.exists(file) ? file.toString() : "shipped " + file(name);
    }

    private static String text(Path directory, String name) throws IOException {
        Path file = directory.resolve(name + ENDING);
        return Files.exists(file) ? Files.readString(file) : shipped(name);
    }

    private static String shipped(String name) {
        return Shipped.text(DIRECTORY, name, ENDING);
    }

    private static String file(String name) {
        return DIRECTORY + "/" + name + ENDING;
    }

    private static ConfigException unusable(Path directory, String why) {
        return new ConfigException(List.of(new Problem(directory.toString(), 1, 1, why, "")));
    }
}
