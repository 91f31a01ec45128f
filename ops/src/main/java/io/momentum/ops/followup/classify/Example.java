package io.momentum.ops.followup.classify;

import java.util.List;
import java.util.Optional;

/**
 * A reply whose meaning is known.
 *
 * @param asked what the message before it asked; empty where the reply means the same whatever that was
 * @param language "en", "es" and so on
 */
public record Example(Intent intent, Optional<Asked> asked, String language, String text) {

    private static final String ANY = "*";

    /**
     * Reads a file of examples: intent, what was asked or "*", text, divided by tabs.
     *
     * @param name of the file, for what is wrong with it
     * @throws WrongLine where a line is none
     */
    public static List<Example> parse(String name, String language, String file) {
        return new TextTable(name, file)
                .rows(3).stream().map(row -> of(row, language)).toList();
    }

    private static Example of(TextTable.Row row, String language) {
        String intent = row.cells().get(0);
        String asked = row.cells().get(1);
        return new Example(
                Intent.named(intent).orElseThrow(() -> row.wrong("no intent is called '" + intent + "'")),
                asked.equals(ANY)
                        ? Optional.empty()
                        : Optional.of(
                                Asked.named(asked).orElseThrow(() -> row.wrong("no message asks '" + asked + "'"))),
                language,
                row.cells().get(2));
    }

    /** Where it is said. */
    ReplyContext context() {
        return ReplyContext.of(asked.orElse(Asked.NONE));
    }
}
