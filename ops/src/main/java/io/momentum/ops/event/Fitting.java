package io.momentum.ops.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts an event's data to what receivers take: long texts first, all to the same length, and where that is not enough, lists and
 * maps as a whole. What is cut is named in the member {@code cut}, as {@code text} or {@code fields.note}; a text that is cut
 * ends with an ellipsis. Ids, numbers and times are short and stay. Pure: a delivery that is repeated is the same.
 */
final class Fitting {

    /** Octets of the data as JSON: of the 20 KB of a delivery, the envelope and a form's own words need the rest. */
    static final int OCTETS_MAX = 16_000;

    /** Characters of a text at most: the first of these with which all fits. */
    private static final int[] LENGTHS = {4_000, 3_000, 2_000, 1_500, 1_000, 700, 500, 350, 250, 150, 100};

    private static final int PUNCTUATION = 4;
    private static final int NUMBER = 24;

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Set<String> cut = new TreeSet<>();

    private Fitting(Map<String, Object> whole, int length) {
        whole.forEach((name, value) -> data.put(name, shortened(name, value, length)));
    }

    static Map<String, Object> of(Map<String, Object> whole) {
        for (int length : LENGTHS) {
            var fitting = new Fitting(whole, length);
            if (fitting.fits()) return fitting.named();
        }
        var fitting = new Fitting(whole, LENGTHS[LENGTHS.length - 1]);
        while (!fitting.fits() && fitting.leaveOutTheLargest()) {
            // Until it fits, or nothing is left that could be left out.
        }
        return fitting.named();
    }

    private Object shortened(String name, Object value, int length) {
        return switch (value) {
            case String text
            when text.length() > length -> {
                cut.add(name);
                // Half of a pair of surrogates is no character.
                int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
                yield text.substring(0, end) + "…";
            }
            case Map<?, ?> map -> {
                Map<String, Object> members = new LinkedHashMap<>();
                map.forEach((key, each) -> members.put((String) key, shortened(name + "." + key, each, length)));
                yield members;
            }
            default -> value;
        };
    }

    private boolean leaveOutTheLargest() {
        String largest = "";
        int most = 0;
        for (Map.Entry<String, Object> member : data.entrySet()) {
            boolean mayGo = member.getValue() instanceof Collection || member.getValue() instanceof Map;
            int octets = octets(member.getValue());
            if (!mayGo || octets <= most) continue;
            largest = member.getKey();
            most = octets;
        }
        if (most == 0) return false;
        String gone = largest;
        data.remove(gone);
        cut.removeIf(name -> name.startsWith(gone + "."));
        cut.add(gone);
        return true;
    }

    private boolean fits() {
        return octets(data) + octets(cut) <= OCTETS_MAX;
    }

    private Map<String, Object> named() {
        if (!cut.isEmpty()) data.put("cut", List.copyOf(cut));
        return data;
    }

    // ---- no fewer octets than JSON needs

    private static int octets(Object value) {
        return switch (value) {
            case String text -> octets(text);
            case Map<?, ?> map -> {
                int octets = PUNCTUATION;
                for (Map.Entry<?, ?> member : map.entrySet())
                    octets += octets((String) member.getKey()) + octets(member.getValue());
                yield octets;
            }
            case Collection<?> list -> {
                int octets = PUNCTUATION;
                for (Object each : list) octets += octets(each);
                yield octets;
            }
            default -> NUMBER;
        };
    }

    private static int octets(String text) {
        int octets = PUNCTUATION;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') octets += 6;
            else if (c == '"' || c == '\\') octets += 2;
            else octets += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return octets;
    }
}
