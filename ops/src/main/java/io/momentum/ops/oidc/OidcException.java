package io.momentum.ops.oidc;

/** Nobody is signed in by the provider. The message is for the log: it has neither tokens nor secrets. */
public final class OidcException extends Exception {

    private static final long serialVersionUID = 1;

    /** What is said to the person before the page. */
    public enum Kind {
        /** The provider does not answer, or not so that it can be used. */
        UNREACHABLE,
        /** Too many are asked about just now. */
        BUSY,
        /** The provider, or the person at it, said no. */
        DENIED,
        /** What the provider says is not to be believed. */
        UNBELIEVED,
        /** Its clock and ours are apart. */
        CLOCK,
        /** It does not say who that is. */
        NAMELESS
    }

    private final Kind kind;

    OidcException(Kind kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    OidcException(Kind kind, String detail, Throwable cause) {
        super(detail, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
