package io.momentum.gateway.session;

import static io.momentum.gateway.codec.CommandStatus.ESME_RALYBND;
import static io.momentum.gateway.codec.CommandStatus.ESME_RBINDFAIL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVPASWD;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSYSID;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSYSTYP;

/**
 * How long a bind waits before it is tried again, by what ended the last try. Never for ever: credentials are set right on the
 * other side too. A session that did not stand counts as a failure, or a carrier that unbinds everyone would be stormed. Owned by
 * the bind's loop; chance comes in as a parameter, from 0 (inclusive) to 1 (exclusive).
 */
public final class Comeback {

    /** Why the carrier does not take us, as far as it can be told. */
    public enum Standing {
        /** Nothing speaks against it. */
        WELCOME,
        /** An older session of ours is still there, or we have as many as we may. */
        ALREADY_BOUND,
        /** It does not know us. */
        CREDENTIALS_REFUSED
    }

    /** ESME_RBINDFAIL in a row until we take it for the credentials: at first it may be our last connection, not yet gone there. */
    private static final int REFUSALS_MAX = 3;

    private Backoff ordinary;
    private Backoff alreadyBound;
    private Backoff refused;
    private final long steadyMillis;
    private Standing standing = Standing.WELCOME;
    private int refusals;

    /**
     * All waits, in milliseconds.
     *
     * @param steadyMillis a session that stood so long is no failure
     */
    public Comeback(
            long minMillis,
            long maxMillis,
            long alreadyBoundMillis,
            long refusedMillis,
            long refusedMaxMillis,
            long steadyMillis) {
        ordinary = new Backoff(minMillis, maxMillis, 0);
        long longest = Math.max(alreadyBoundMillis, refusedMaxMillis);
        alreadyBound = new Backoff(alreadyBoundMillis, longest, 0);
        refused = new Backoff(refusedMillis, refusedMaxMillis, 0);
        this.steadyMillis = steadyMillis;
    }

    public Standing standing() {
        return standing;
    }

    /** The SMSC answered the bind with an error. */
    public void refused(int status) {
        refusals = status == ESME_RBINDFAIL ? refusals + 1 : 0;
        standing = switch (status) {
            case ESME_RALYBND -> Standing.ALREADY_BOUND;
            case ESME_RINVPASWD, ESME_RINVSYSID, ESME_RINVSYSTYP -> Standing.CREDENTIALS_REFUSED;
            default -> refusals >= REFUSALS_MAX ? Standing.CREDENTIALS_REFUSED : Standing.WELCOME;
        };
    }

    public void bound() {
        standing = Standing.WELCOME;
        refusals = 0;
        alreadyBound = alreadyBound.reset();
        refused = refused.reset();
    }

    /** A session that was bound has ended. @return the wait in milliseconds */
    public long afterSession(long stoodMillis, double chance) {
        if (stoodMillis >= steadyMillis) ordinary = ordinary.reset();
        return afterFailure(chance);
    }

    /** It could not be bound. @return the wait in milliseconds */
    public long afterFailure(double chance) {
        return switch (standing) {
            case WELCOME -> {
                ordinary = ordinary.failed();
                yield ordinary.delayMillis(chance);
            }
            case ALREADY_BOUND -> {
                alreadyBound = alreadyBound.failed();
                yield alreadyBound.delayAtLeastMillis(chance);
            }
            case CREDENTIALS_REFUSED -> {
                refused = refused.failed();
                yield refused.delayAtLeastMillis(chance);
            }
        };
    }
}
