package io.momentum.gateway.codec;

import org.jspecify.annotations.Nullable;

/**
 * A language with tables of its own in the 7-bit alphabet (3GPP TS 23.038 annex A.2 and A.3). A locking table replaces the
 * default alphabet, a single one the extension table behind the escape; Spanish has only the second.
 */
public enum NationalLanguage {
    TURKISH(
            1,
            "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BŞşßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà",
            "GĞIİSŞcçgğiısş"),
    SPANISH(2, null, "\tçAÁIÍOÓUÚaáiíoóuú"),
    PORTUGUESE(
            3,
            "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\u001BÂâÊÉ !\"#º%&'()*+,-./0123456789:;<=>?"
                    + "ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà",
            "\u0005ê\tç\u000BÔ\fô\u000EÁ\u000Fá\u0012Φ\u0013Γ\u0015Ω\u0016Π\u0017Ψ\u0018Σ\u0019Θ\u001FÊ"
                    + "AÀIÍOÓUÚ[Ã\\ÕaÂiíoóuú{ã|õ\u007Fâ");

    private final int number;
    private final @Nullable String locking;
    private final String single;

    /** The single table is written as its septets with their characters, beside those of the extension table. */
    NationalLanguage(int number, @Nullable String locking, String single) {
        this.number = number;
        this.locking = locking;
        this.single = single;
    }

    /** The national language identifier (3GPP TS 23.038 section 6.2.1.2.4). */
    public int number() {
        return number;
    }

    /** The language of an identifier; null for the default alphabet and for languages that we have no table of. */
    static @Nullable NationalLanguage of(int number) {
        for (NationalLanguage language : values()) {
            if (language.number == number) return language;
        }
        return null;
    }

    boolean hasLocking() {
        return locking != null;
    }

    /** The characters by septet; the default alphabet where the language has no locking table. */
    char[] lockingTable() {
        return (locking == null ? Gsm7.DEFAULT : locking).toCharArray();
    }

    /** The characters behind the escape by septet, 0 where there is none. */
    char[] singleTable() {
        char[] table = Gsm7.extended();
        for (int i = 0; i < single.length(); i += 2) table[single.charAt(i)] = single.charAt(i + 1);
        return table;
    }
}
