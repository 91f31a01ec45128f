package io.momentum.gateway.optout;

/**
 * Cyrillic and Greek letters that look like Latin ones, each by the look of its own case: a capital eta is an H, a
 * small one an n. Handsets with two keyboards mix them, and so do people who get around filters.
 */
final class LookAlikes {

    private static final String CYRILLIC = "АВЕЅІЈКМНОРСТУХҮԚԜавеѕіјкмнорстухүԛԝԁһ";
    private static final String CYRILLIC_LATIN = "abesijkmhopctyxyqwabesijkmhopctyxyqwdh";
    private static final String GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεικνορτυχηϲ";
    private static final String GREEK_LATIN = "abezhikmnoptyxcabeikvoptuxnc";

    private static final char FIRST = 'Ͱ';
    private static final char[] LATIN = table();

    private LookAlikes() {}

    /** The Latin letter, in lower case, or the character itself. */
    static int latin(int c) {
        if (c < FIRST || c - FIRST >= LATIN.length) return c;
        char latin = LATIN[c - FIRST];
        return latin == 0 ? c : latin;
    }

    private static char[] table() {
        char[] table = new char[0x530 - FIRST];
        fill(table, CYRILLIC, CYRILLIC_LATIN);
        fill(table, GREEK, GREEK_LATIN);
        return table;
    }

    private static void fill(char[] table, String from, String to) {
        if (from.length() != to.length()) throw new IllegalStateException("one look for each letter");
        for (int i = 0; i < from.length(); i++) table[from.charAt(i) - FIRST] = to.charAt(i);
    }
}
