package io.momentum.ops.evidence;

/**
 * Something that does not hold.
 *
 * @param line of the file, from 1; 0 where it is about none
 * @param kind what sort of thing
 * @param text for people
 */
public record Finding(long line, Kind kind, String text) {

    /** What can be wrong with evidence. */
    public enum Kind {
        /** A line is not what the format says. */
        FORMAT,
        /** A record is not what was recorded. */
        CHANGED,
        /** A record, a line or a day is not there. */
        MISSING,
        /** Records or days stand in another order. */
        ORDER,
        /** A record or a day does not follow the one before it. */
        CHAIN,
        /** A record does not stand under its day's root. */
        ROOT,
        /** What was signed is not what is here, or somebody else signed. */
        SIGNATURE,
        /** A key that signs is not here, or not what it is called. */
        KEY,
        /** An encrypted text does not open with the key that stands beside it. */
        TEXT,
        /** A file beside this one is not the one that was exported with it. */
        FILE,
        /** The trusted key has not signed. */
        TRUST
    }
}
