package io.momentum.gateway.flow;

import io.momentum.gateway.message.Priority;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * May it overtake? Not one of the same sender to the same recipient: as long as one of them is on its way, the next goes to the
 * same lane and waits there until it has ended. A trail is what such messages share; this table has the trails in use.
 *
 * <p>One number a trail: a part of its key, the lane that has it, and how many messages are on it. A key may stand in any of
 * four neighbouring slots; where all four are taken it joins strangers, which costs them a wait and nothing else. So nothing
 * is allocated, and a message that is alone costs one compare-and-set when it comes and one subtraction when it ends.
 *
 * <p>Any thread enters; a trail's lane alone moves it, leaves it, and says whose turn is next.
 */
public final class Trails {

    /** What stands for no trail. */
    public static final int NONE = 0;

    private static final int BUCKET_BITS = 16;
    private static final int WAYS = 4;
    private static final int COUNT_BITS = 24;
    private static final int LANE_BITS = 12;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long LANE_MASK = (1L << LANE_BITS) - 1;
    private static final int TAG_SHIFT = COUNT_BITS + LANE_BITS;
    private static final long TAG_MASK = (1L << (64 - TAG_SHIFT)) - 1;

    /** Lanes are numbered from 1 to this. */
    public static final int LANE_MAX = (int) LANE_MASK;

    private final AtomicLongArray slots = new AtomicLongArray(WAYS << BUCKET_BITS);

    /** What the messages of one sender to one recipient have in common. Urgent ones do not wait for a campaign's. */
    public static long key(String source, long recipient, Priority priority) {
        long z = recipient * 0x9E3779B97F4A7C15L + source.hashCode() * 0xC2B2AE3D27D4EB4FL + priority.rank();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * One more message on the trail with this key.
     *
     * @param lane that takes it where it is alone
     * @return its trail: over 0 where it is alone, under 0 where another is on its way, for the lane of {@link #lane}
     */
    public int enter(long key, int lane) {
        int bucket = (int) (key >>> (64 - BUCKET_BITS)) * WAYS;
        long tag = key & TAG_MASK;
        while (true) {
            int slot = find(bucket, tag);
            long seen = slots.get(slot);
            if (count(seen) == 0) {
                if (slots.compareAndSet(slot, seen, tag << TAG_SHIFT | (long) lane << COUNT_BITS | 1)) return slot + 1;
            } else if (count(seen) == COUNT_MASK) {
                return NONE;
            } else if (slots.compareAndSet(slot, seen, seen + 1)) {
                return -(slot + 1);
            }
        }
    }

    /** The slot with this tag, else a free one, else one of strangers. */
    private int find(int bucket, long tag) {
        int free = bucket + (int) (tag & (WAYS - 1));
        boolean found = false;
        for (int slot = bucket; slot < bucket + WAYS; slot++) {
            long seen = slots.get(slot);
            if (count(seen) == 0) {
                if (!found) free = slot;
                found = true;
            } else if (seen >>> TAG_SHIFT == tag) {
                return slot;
            }
        }
        return free;
    }

    /** The number of the lane that has a message's trail. */
    public int lane(int trail) {
        return (int) (slots.get(slot(trail)) >>> COUNT_BITS & LANE_MASK);
    }

    /** Gives a trail to another lane. */
    public void move(int trail, int lane) {
        slots.getAndUpdate(slot(trail), seen -> (seen & ~(LANE_MASK << COUNT_BITS)) | (long) lane << COUNT_BITS);
    }

    /** A message has ended. @return how many are still on its trail */
    public int leave(int trail) {
        long left = slots.decrementAndGet(slot(trail));
        if (count(left) == COUNT_MASK) throw new IllegalStateException("more messages left a trail than entered it");
        return (int) count(left);
    }

    /** How many trails are in use: for tests and people, it looks at all of them. */
    public int inUse() {
        int used = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            if (count(slots.get(slot)) > 0) used++;
        }
        return used;
    }

    static int slot(int trail) {
        return Math.abs(trail) - 1;
    }

    private static long count(long slot) {
        return slot & COUNT_MASK;
    }
}
