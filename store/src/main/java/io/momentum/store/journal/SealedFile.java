package io.momentum.store.journal;

/**
 * A file of the journal that nothing is written to any more.
 *
 * @param epoch the start of the process that wrote it
 * @param cycle the hour that it is of, counted since 1970
 */
public record SealedFile(int epoch, int cycle) {

    /** When its hour ended, in milliseconds since 1970. */
    public long endMillis() {
        return CycleNames.endMillis(cycle);
    }

    /** Whether a place is in this file or in one before it. */
    public boolean isAtOrBehind(Position position) {
        int other = CycleNames.CYCLES.toCycle(position.index());
        return position.epoch() < epoch || (position.epoch() == epoch && other <= cycle);
    }
}
