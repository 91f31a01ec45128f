package io.momentum.gateway.cause;

/** Whether another attempt can do any good, and when. */
public enum Retry {
    /** There is nothing to repeat: it has arrived, or it is on its way. */
    NOT_NEEDED,
    /** Never the same message to the same number. */
    NEVER,
    /** After minutes: the handset is busy or full. */
    MINUTES,
    /** After hours: the handset is off or out of reach. */
    HOURS,
    /** Soon, and later each time; other carriers may do better. */
    BACK_OFF,
    /** At once, over another carrier. */
    OTHER_CARRIER,
    /** Soon, and everything slower. */
    SLOWER
}
