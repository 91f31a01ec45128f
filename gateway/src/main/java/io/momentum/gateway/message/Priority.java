package io.momentum.gateway.message;

/** How urgent a message is: what waits in a carrier's queue leaves in this order, but for the shares kept for the others. */
public enum Priority {
    /** A code that somebody waits for. */
    OTP(0),
    /** What one person's action caused: a confirmation, a reminder. */
    TRANSACTIONAL(1),
    /** One text to many. */
    CAMPAIGN(2);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** From 0, the most urgent first. */
    public int rank() {
        return rank;
    }

    /**
     * By the priority_flag of a submit_sm (SMPP 3.4 section 5.2.14): 0 for a campaign, 1 for more, 2 and 3 for urgent.
     *
     * @param atLeast the account's own
     */
    public static Priority of(int priorityFlag, Priority atLeast) {
        if (priorityFlag >= 2) return OTP;
        return priorityFlag == 1 && atLeast == CAMPAIGN ? TRANSACTIONAL : atLeast;
    }

    /** The priority_flag that says so. */
    public int flag() {
        return switch (this) {
            case OTP -> 3;
            case TRANSACTIONAL -> 1;
            case CAMPAIGN -> 0;
        };
    }
}
