package io.momentum.store.journal;

/**
 * When a disk counts as full, and when as usable again. Two marks, so that a disk that stands at one of them does not let in
 * and refuse by turns.
 *
 * @param lowBytes free space below which nothing new is taken; 0 for never
 * @param resumeBytes free space from which on it is taken again, at least {@code lowBytes}
 */
public record DiskMarks(long lowBytes, long resumeBytes) {

    public static final DiskMarks DEFAULT = of(256L << 20);

    public DiskMarks {
        if (lowBytes < 0) throw new IllegalArgumentException("lowBytes: not negative");
        if (resumeBytes < lowBytes) throw new IllegalArgumentException("resumeBytes: at least lowBytes");
    }

    /** Resumes a quarter above the low mark. */
    public static DiskMarks of(long lowBytes) {
        return new DiskMarks(lowBytes, lowBytes + lowBytes / 4);
    }
}
