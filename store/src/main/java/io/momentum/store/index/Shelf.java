package io.momentum.store.index;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a fold that stands beside the gateway's own, in the same commit. Keys and values are octets; keys sort as unsigned
 * numbers. Whoever reads sees the state after some commit.
 */
public interface Shelf {

    /** Whose rows; each kind has a table of the index to itself. */
    enum Kind {
        CARE(ColumnFamily.CARE),
        WEBHOOK(ColumnFamily.WEBHOOK),
        EVIDENCE(ColumnFamily.EVIDENCE),
        SEARCH(ColumnFamily.SEARCH);

        private final ColumnFamily family;

        Kind(ColumnFamily family) {
            this.family = family;
        }

        ColumnFamily family() {
            return family;
        }
    }

    /** Takes a row; false ends the scan. */
    @FunctionalInterface
    interface RowSink {
        boolean accept(byte[] key, byte[] value);
    }

    byte @Nullable [] get(byte[] key);

    /** Shows the rows from one key on, up to another one that is not shown, in order; to the last where there is no end. */
    void scan(byte[] from, byte @Nullable [] end, RowSink sink);

    /** The rows as the fold itself sees them: with all that it has written. Owned by the fold's thread. */
    interface Writable extends Shelf {

        void put(byte[] key, byte[] value);

        void delete(byte[] key);
    }
}
