package io.momentum.ops.report;

/** HTML and SVG, written from the top. What is text is escaped; only tags and what this package wrote itself are not. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    /** Markup of our own, as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** A text of anybody. */
    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /**
     * An element with a text in it.
     *
     * @param open its name, and attributes of our own
     */
    Html element(String open, String text) {
        int blank = open.indexOf(' ');
        String name = blank < 0 ? open : open.substring(0, blank);
        return raw("<" + open + ">").text(text).raw("</" + name + ">");
    }

    /** For text and for attributes in double quotes; characters that HTML does not have become a question mark. */
    static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
