package io.momentum.ops.followup.campaign;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places to be filled: <code>{name}</code>, or <code>{name|fallback}</code> for those of whom it is not known.
 * Other braces stand for themselves.
 */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([\\p{L}_][\\p{L}\\p{N}_. -]{0,63})(?:\\|([^{}]*))?}");

    private final String text;

    public Template(String text) {
        this.text = text;
    }

    /**
     * A filled text.
     *
     * @param missing names of places that nothing fills; then it must not be sent
     */
    public record Filled(String text, List<String> missing) {
        public boolean isWhole() {
            return missing.isEmpty();
        }
    }

    /** Fills each place; an empty value is none. */
    public Filled fill(Map<String, String> values) {
        List<String> missing = new ArrayList<>();
        var filled = new StringBuilder();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            String value = values.getOrDefault(name, "");
            if (value.isEmpty() && matcher.group(2) != null) value = matcher.group(2);
            else if (value.isEmpty()) missing.add(name);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(filled);
        return new Filled(filled.toString(), List.copyOf(missing));
    }

    /** The names of its places. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) names.add(matcher.group(1).strip());
        return names;
    }

    /** What it says whoever gets it. */
    public String fixedText() {
        return PLACE.matcher(text).replaceAll(" ");
    }
}
