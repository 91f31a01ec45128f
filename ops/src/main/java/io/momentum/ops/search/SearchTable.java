package io.momentum.ops.search;

import io.momentum.ops.care.CareTable;
import java.util.Arrays;

/** The tables of the search. A code is the first octet of a table's keys: never change one, nor give it again. */
enum SearchTable {
    /** term, inverted id: a conversation that it fits. */
    TERM(1),
    /** id: words and carriers of a conversation. */
    SAID(2),
    /** moId: words and carrier of a message that stands in no conversation yet. */
    HEARD(3),
    /** number: the conversations of a contact, inverted id behind it. */
    OF(4),
    /** a number read backwards: so those that end alike stand together. */
    BACKWARDS(5);

    private final int code;

    SearchTable(int code) {
        this.code = code;
    }

    byte[] key(String name, long... numbers) {
        return CareTable.key(code, name, numbers);
    }

    /** The key that a scan of all names begins with that begin so. */
    byte[] beginning(String name) {
        byte[] key = key(name);
        return Arrays.copyOf(key, key.length - 1);
    }
}
