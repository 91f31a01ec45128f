package io.momentum.store.value;

import java.util.Locale;

/**
 * How far an opt-out reaches. A submit is blocked if any scope that covers it is closed for its number.
 *
 * @param kind what the name names
 * @param name the account, sender, programme, class or registry; empty for {@link Kind#GLOBAL}
 */
public record SuppressionScope(Kind kind, String name) implements Comparable<SuppressionScope> {

    /** What a scope covers. The codes are in the journal and the index: never change one. */
    public enum Kind {
        /** Every message. */
        GLOBAL(0),
        /** All messages of an account. */
        ACCOUNT(1),
        /** What one number or name sends. */
        SENDER(2),
        /** An account's messages in one programme: a family of campaigns, a brand. */
        PROGRAM(3),
        /** An account's messages of one class: marketing, notification, collections. */
        CATEGORY(4),
        /** Numbers on a list of somebody else: of a country's registry, or those that their owner gave up. */
        REGISTRY(5);

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

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final SuppressionScope GLOBAL = new SuppressionScope(Kind.GLOBAL, "");

    /** Numbers that belong to nobody who agreed to anything: they are closed for every message. */
    public static final SuppressionScope DEACTIVATED = new SuppressionScope(Kind.REGISTRY, "deactivated");

    private static final int NAME_MAX = 80;
    private static final int PROGRAM_MAX = 60;
    private static final String FORMS = "scope: global, account:SYSTEM_ID, sender:ADDRESS, program:SYSTEM_ID/NAME,"
            + " category:SYSTEM_ID/CLASS or registry:NAME, not '";

    public SuppressionScope {
        if (kind == Kind.GLOBAL != name.isEmpty())
            throw new IllegalArgumentException("only the global scope has no name");
        if (kind == Kind.SENDER) name = senderName(name);
    }

    /** The name of a sender's scope: of a number its digits alone, however its ESME or carrier writes it. */
    public static String senderName(String address) {
        if (isPlain(address)) return address;
        long digits = Msisdn.digitsIn(address);
        return digits == Msisdn.NONE ? address : Long.toString(digits);
    }

    private static boolean isPlain(String address) {
        if (address.isEmpty() || address.charAt(0) == '0') return false;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c < '0' || c > '9') return false;
        }
        return true;
    }

    /** Whether a programme of an account can be closed under this name; where not, its messages are of no programme. */
    public static boolean isProgramName(String name) {
        return !name.isEmpty() && name.length() <= PROGRAM_MAX && isWritable(name);
    }

    private static boolean isWritable(String name) {
        return name.length() <= NAME_MAX && name.chars().allMatch(c -> c <= 0xFF);
    }

    private static boolean isPair(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && slash < name.length() - 1;
    }

    public static SuppressionScope account(SystemId account) {
        return new SuppressionScope(Kind.ACCOUNT, account.value());
    }

    public static SuppressionScope sender(String address) {
        return new SuppressionScope(Kind.SENDER, address);
    }

    /** What an account sends in one programme. */
    public static SuppressionScope program(SystemId account, String program) {
        return new SuppressionScope(Kind.PROGRAM, account.value() + "/" + program);
    }

    /**
     * What an account sends of one class.
     *
     * @param category its word: {@code marketing}, {@code notification}, {@code collections}
     */
    public static SuppressionScope category(SystemId account, String category) {
        return new SuppressionScope(Kind.CATEGORY, account.value() + "/" + category);
    }

    /** The account that a scope lies in; empty where it is wider than one account, or of no account. */
    public String account() {
        return switch (kind) {
            case ACCOUNT -> name;
            case PROGRAM, CATEGORY -> name.substring(0, Math.max(0, name.indexOf('/')));
            case GLOBAL, SENDER, REGISTRY -> "";
        };
    }

    /** The scope as users write it: {@code global}, {@code account:acme}, {@code sender:890123}. */
    @Override
    public String toString() {
        return kind == Kind.GLOBAL ? "global" : kind.word() + ":" + name;
    }

    /** The scope behind its text. */
    public static SuppressionScope parse(String text) {
        if (text.equals("global")) return GLOBAL;
        int colon = text.indexOf(':');
        for (Kind kind : Kind.values()) {
            boolean named = colon > 0 && colon < text.length() - 1 && kind != Kind.GLOBAL;
            if (named && text.substring(0, colon).equals(kind.word())) return named(kind, text.substring(colon + 1));
        }
        throw new IllegalArgumentException(FORMS + text + "'");
    }

    private static SuppressionScope named(Kind kind, String name) {
        if (!isWritable(name))
            throw new IllegalArgumentException("the name of a scope has at most " + NAME_MAX + " Latin characters");
        boolean ofAccount = kind == Kind.PROGRAM || kind == Kind.CATEGORY;
        if (ofAccount && !isPair(name))
            throw new IllegalArgumentException("%s:SYSTEM_ID/NAME, not '%s'".formatted(kind.word(), name));
        return new SuppressionScope(kind, name);
    }

    @Override
    public int compareTo(SuppressionScope other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
