package io.momentum.store.value;

/**
 * How far an opt-out reaches. A submit is blocked if any scope that covers it is closed for its number.
 *
 * @param kind what the name names
 * @param name the account or sender; empty for {@link Kind#GLOBAL}
 */
public record SuppressionScope(Kind kind, String name) implements Comparable<SuppressionScope> {

    /** From wide to narrow. The codes are in the journal and the index: never change one. */
    public enum Kind {
        GLOBAL(0),
        ACCOUNT(1),
        SENDER(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) return kind;
            }
            throw new IllegalArgumentException("no suppression scope has code " + code);
        }
    }

    public static final SuppressionScope GLOBAL = new SuppressionScope(Kind.GLOBAL, "");

    public SuppressionScope {
        if (kind == Kind.GLOBAL != name.isEmpty())
            throw new IllegalArgumentException("only the global scope has no name");
    }

    public static SuppressionScope account(SystemId account) {
        return new SuppressionScope(Kind.ACCOUNT, account.value());
    }

    public static SuppressionScope sender(String address) {
        return new SuppressionScope(Kind.SENDER, address);
    }

    /** The scope as users write it: {@code global}, {@code account:acme}, {@code sender:890123}. */
    @Override
    public String toString() {
        return kind == Kind.GLOBAL ? "global" : kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }

    /** The scope behind its text. */
    public static SuppressionScope parse(String text) {
        if (text.equals("global")) return GLOBAL;
        if (text.startsWith("account:")) return new SuppressionScope(Kind.ACCOUNT, text.substring(8));
        if (text.startsWith("sender:")) return new SuppressionScope(Kind.SENDER, text.substring(7));
        throw new IllegalArgumentException("scope: global, account:SYSTEM_ID or sender:ADDRESS, not '" + text + "'");
    }

    @Override
    public int compareTo(SuppressionScope other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
