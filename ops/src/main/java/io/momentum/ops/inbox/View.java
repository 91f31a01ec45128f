package io.momentum.ops.inbox;

import java.util.Map;

/** What a handler answers. */
sealed interface View {

    /**
     * A page, or a part of one.
     *
     * @param template its file's name below {@code ops/src/main/jte}, without ending
     */
    record Html(int status, String template, Map<String, Object> parameters) implements View {}

    /** Look there now: after a form, so that nothing is done again by going back. */
    record SeeOther(String path) implements View {}

    /** A file. */
    record Bytes(String type, String name, byte[] content) implements View {}

    /** The answer has been given already. */
    record Given() implements View {}

    static View seeOther(String path) {
        return new SeeOther(path);
    }
}
