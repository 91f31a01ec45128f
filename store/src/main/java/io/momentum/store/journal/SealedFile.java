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

    /** A place before all of its facts, and behind those of earlier files. */
    public Position begin() {
        return new Position(epoch, CycleNames.CYCLES.toIndex(cycle, 0), 0);
    }

    /** A place behind all of its facts, and before those of later files. */
    public Position end() {
        return new Position(epoch, CycleNames.CYCLES.toIndex(cycle + 1, 0), 0);
    }

    /** Whether a place is in this file or in one before it. */
    public boolean isAtOrBehind(Position position) {
        int other = CycleNames.CYCLES.toCycle(position.index());
        return position.epoch() < epoch || (position.epoch() == epoch && other <= cycle);
    }
}
