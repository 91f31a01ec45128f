package io.momentum.gateway.flow;

import io.momentum.gateway.message.Priority;
import io.momentum.store.value.SystemId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * May it overtake? Not one of the same sender to the same recipient: as long as one of them is on its way, the next goes to the
 * same lane and waits there until it has ended. A trail is what such messages share; this table has the trails in use.
 *
 * <p>Two numbers a trail: its key, and beside it the lane that has it and how many messages are on it. A key may stand in any of four
 * neighbouring slots; so nothing is allocated, and a message that is alone costs one compare-and-set when it comes and one
 * subtraction when it ends. Where strangers have all four, the key gets a trail of its own in a map besides: a stranger's trail
 * would lead a message over the stranger's carrier. The map holds no more trails than there are messages in the queues.
 *
 * <p>Keys are hashes of 64 bits under a seed of the process, so that nobody can look for two that meet: by chance two of a million
 * that are in use do once in some ten million times.
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
    private static final int TAKEN_SHIFT = COUNT_BITS + LANE_BITS;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long LANE_MASK = (1L << LANE_BITS) - 1;

    /** Above count and lane stands how often a slot was taken, so that nobody joins one that was taken anew meanwhile. */
    private static final long TAKEN_ONCE = 1L << TAKEN_SHIFT;

    private static final long TAKEN_MASK = -TAKEN_ONCE;

    /** Lanes are numbered from 1 to this. */
    public static final int LANE_MAX = (int) LANE_MASK;

    private final int bucketBits;
    private final long seed;
    private final AtomicLongArray keys;
    private final AtomicLongArray slots;
    private final ConcurrentHashMap<Long, Integer> besides = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, Besides> besidesByTrail = new ConcurrentHashMap<>();
    private final AtomicInteger lastBesides = new AtomicInteger();

    /** A trail that stands in the map. */
    private record Besides(long key, long state) {}

    /**
     * Without a trail in use.
     *
     * @param seed any number that nobody knows outside of the process
     */
    public Trails(long seed) {
        this(seed, BUCKET_BITS);
    }

    Trails(long seed, int bucketBits) {
        this.seed = seed;
        this.bucketBits = bucketBits;
        keys = new AtomicLongArray(WAYS << bucketBits);
        slots = new AtomicLongArray(WAYS << bucketBits);
    }

    /**
     * What the messages of an account's sender to one recipient have in common. Urgent ones do not wait for a campaign's, nor do
     * those of one account for those of another that names the same sender.
     */
    public long key(SystemId account, String source, long recipient, Priority priority) {
        long z = mix(seed + recipient * 0x9E3779B97F4A7C15L + priority.rank());
        return text(text(z, account.value()), source);
    }

    private static long text(long start, String text) {
        long z = start;
        for (int i = 0; i < text.length(); i++) z = (z ^ text.charAt(i)) * 0xD6E8FEB86659FD93L + (z >>> 29);
        return mix(z + text.length());
    }

    private static long mix(long from) {
        long z = (from ^ (from >>> 30)) * 0xBF58476D1CE4E5B9L;
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
        int bucket = bucketBits == 0 ? 0 : (int) (key >>> (64 - bucketBits)) * WAYS;
        while (true) {
            if (!besides.isEmpty() && besides.containsKey(key)) return enterBesides(key, lane);
            int free = -1;
            int own = -1;
            for (int slot = bucket; slot < bucket + WAYS && own < 0; slot++) {
                long state = settled(slot);
                if (count(state) == 0) free = free < 0 ? slot : free;
                else if (keys.get(slot) == key) own = slot;
            }
            if (own >= 0) {
                long seen = settled(own);
                if (count(seen) == COUNT_MASK) return NONE;
                boolean joined = count(seen) > 0 && keys.get(own) == key && slots.compareAndSet(own, seen, seen + 1);
                if (joined) return -(own + 1);
            } else if (free < 0) {
                return enterBesides(key, lane);
            } else if (take(free, key, lane)) {
                return free + 1;
            }
        }
    }

    /** Takes a free slot: without a lane first, then its key is written, and then whoever looks may use it. */
    private boolean take(int slot, long key, int lane) {
        long before = slots.get(slot);
        if (count(before) != 0) return false;
        long taken = (before & TAKEN_MASK) + TAKEN_ONCE;
        if (!slots.compareAndSet(slot, before, taken | 1)) return false;
        keys.set(slot, key);
        slots.set(slot, taken | state(lane, 1));
        return true;
    }

    /** What a slot holds, once whoever is taking it has written its key: a moment. */
    private long settled(int slot) {
        long state = slots.get(slot);
        while (count(state) != 0 && laneIn(state) == 0) {
            Thread.onSpinWait();
            state = slots.get(slot);
        }
        return state;
    }

    private int enterBesides(long key, int lane) {
        boolean[] alone = new boolean[1];
        Integer trail = besides.compute(key, (_, known) -> {
            alone[0] = known == null;
            if (known == null) return openBesides(key, lane);
            besidesByTrail.computeIfPresent(known, (_, now) -> new Besides(key, now.state + 1));
            return known;
        });
        return alone[0] ? trail : -trail;
    }

    private int openBesides(long key, int lane) {
        Besides opened = new Besides(key, state(lane, 1));
        while (true) {
            int number = slots.length() + 1 + (lastBesides.incrementAndGet() & 0x3FFF_FFFF);
            if (besidesByTrail.putIfAbsent(number, opened) == null) return number;
        }
    }

    /** The number of the lane that has a message's trail. */
    public int lane(int trail) {
        return laneIn(stateOf(trail));
    }

    private long stateOf(int trail) {
        int slot = slot(trail);
        if (slot < slots.length()) return slots.get(slot);
        Besides found = besidesByTrail.get(slot + 1);
        return found == null ? 0 : found.state;
    }

    /** Gives a trail to another lane. */
    public void move(int trail, int lane) {
        int slot = slot(trail);
        if (slot < slots.length()) {
            slots.getAndUpdate(slot, seen -> (seen & TAKEN_MASK) | state(lane, count(seen)));
        } else {
            besidesByTrail.computeIfPresent(
                    slot + 1, (_, seen) -> new Besides(seen.key, state(lane, count(seen.state))));
        }
    }

    /** A message has ended. @return how many are still on its trail */
    public int leave(int trail) {
        int slot = slot(trail);
        if (slot >= slots.length()) return leaveBesides(slot + 1);
        long before = slots.getAndUpdate(slot, seen -> count(seen) <= 1 ? seen & TAKEN_MASK : seen - 1);
        if (count(before) == 0) throw overdrawn();
        return (int) count(before) - 1;
    }

    private int leaveBesides(int trail) {
        Besides seen = besidesByTrail.get(trail);
        if (seen == null) throw overdrawn();
        int[] left = new int[1];
        besides.compute(seen.key, (_, number) -> {
            Besides after = besidesByTrail.computeIfPresent(
                    trail, (_, now) -> count(now.state) == 1 ? null : new Besides(now.key, now.state - 1));
            left[0] = after == null ? 0 : (int) count(after.state);
            return after == null ? null : number;
        });
        return left[0];
    }

    private static IllegalStateException overdrawn() {
        return new IllegalStateException("more messages left a trail than entered it");
    }

    /** How many trails are in use: for tests and people, it looks at all of them. */
    public int inUse() {
        int used = besidesByTrail.size();
        for (int slot = 0; slot < slots.length(); slot++) {
            if (count(slots.get(slot)) > 0) used++;
        }
        return used;
    }

    /** How many of them found no slot. */
    public int inUseBesides() {
        return besidesByTrail.size();
    }

    static int slot(int trail) {
        return Math.abs(trail) - 1;
    }

    private static long state(int lane, long count) {
        return (long) lane << COUNT_BITS | count;
    }

    private static int laneIn(long state) {
        return (int) (state >>> COUNT_BITS & LANE_MASK);
    }

    private static long count(long state) {
        return state & COUNT_MASK;
    }
}
