package io.momentum.gateway.route;

import io.momentum.store.value.SystemId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose a subscriber's message is: that of the whole number, else of its longest known beginning, down to {@code *}. At each
 * of them a keyword, the message's first word, goes before none; so a number of one account can have keywords of another.
 */
public final class MoRoutes {

    public static final MoRoutes NONE = new MoRoutes(List.of());

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, SystemId> byNumber = new HashMap<>();
    private final Map<String, Map<String, SystemId>> byKeyword = new HashMap<>();
    private final int longest;

    public MoRoutes(List<MoRouteConfig> routes) {
        int most = -1;
        for (MoRouteConfig route : routes) {
            if (route.keyword().isEmpty()) byNumber.put(route.to(), route.account());
            else byKeyword.computeIfAbsent(route.to(), to -> new HashMap<>()).put(route.keyword(), route.account());
            if (route.to().endsWith("*")) most = Math.max(most, route.to().length() - 1);
        }
        longest = most;
    }

    /**
     * The account, null where nobody receives it.
     *
     * @param number the digits that it was sent to
     * @param text asked for only where a keyword could decide
     */
    public @Nullable SystemId accountFor(String number, Supplier<String> text) {
        SystemId whole = at(number, text);
        if (whole != null) return whole;
        for (int length = Math.min(longest, number.length()); length >= 0; length--) {
            SystemId found = at(number.substring(0, length) + "*", text);
            if (found != null) return found;
        }
        return null;
    }

    private @Nullable SystemId at(String place, Supplier<String> text) {
        Map<String, SystemId> keywords = byKeyword.get(place);
        SystemId byWord = keywords == null ? null : keywords.get(firstWord(text.get()));
        return byWord != null ? byWord : byNumber.get(place);
    }

    private static String firstWord(String text) {
        for (String word : WORDS.split(text, 3)) {
            if (!word.isEmpty()) return word.toUpperCase(Locale.ROOT);
        }
        return "";
    }
}
