package io.momentum.gateway.flow;

import io.momentum.gateway.flow.LeavingLimits.Kind;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.session.RateLimit;
import io.momentum.store.value.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait in one lane. Those that may leave stand in a line for each priority; what comes back goes before the
 * line, in the order in which it was accepted. Apart from them wait those that are not due yet, those whose sender, network or
 * campaign is over its rate, and those that follow another on their trail. Adding and taking cost the same however many wait, but for a logarithm
 * where a message does not simply stand in line. Bounded by the carrier's queue. Owned by the lane's loop.
 */
public final class LaneQueue {

    /** In the order in which they were accepted. */
    static final Comparator<Mt> BY_AGE = Comparator.comparingLong(Mt::mtId).thenComparingInt(Mt::partNumber);

    private static final int PRIORITIES = Priority.values().length;
    private static final Kind[] KINDS = Kind.values();

    /** Those of one priority that may leave. */
    private static final class Line {
        final ArrayDeque<Mt> fresh = new ArrayDeque<>();
        final PriorityQueue<Mt> returned = new PriorityQueue<>(BY_AGE);

        @Nullable
        Mt poll() {
            return returned.isEmpty() ? fresh.pollFirst() : returned.poll();
        }

        @Nullable
        Mt peek() {
            return returned.isEmpty() ? fresh.peekFirst() : returned.peek();
        }

        boolean isEmpty() {
            return fresh.isEmpty() && returned.isEmpty();
        }
    }

    /** Those that wait for a token of one bucket: of a sender, a network or a campaign that is over its rate. */
    private static final class SlowLine {
        static final Comparator<Mt> ORDER = Comparator.comparing(Mt::priority).thenComparing(BY_AGE);

        final Kind kind;
        final RateLimit limit;
        final PriorityQueue<Mt> waiting = new PriorityQueue<>(ORDER);
        long wakeNanos;

        SlowLine(Kind kind, RateLimit limit) {
            this.kind = kind;
            this.limit = limit;
        }

        boolean isBefore(Mt mt) {
            Mt first = waiting.peek();
            return first != null && ORDER.compare(first, mt) < 0;
        }
    }

    /** Those that are looked at each time a line's bucket has tokens, for those that wait for another bucket besides. */
    private static final int LOOK_MAX = 256;

    private final Line[] lines = new Line[PRIORITIES];
    private final int[] counts = new int[PRIORITIES];
    private final PriorityQueue<Mt> later =
            new PriorityQueue<>(Comparator.comparingLong(Mt::dueAtMillis).thenComparing(BY_AGE));
    private final Followers followers = new Followers();
    private final IdentityHashMap<RateLimit, SlowLine> slowed = new IdentityHashMap<>();
    private final PriorityQueue<SlowLine> wakes = new PriorityQueue<>(Comparator.comparingLong(s -> s.wakeNanos));
    private final Shares shares;
    private final LeavingLimits limits;
    private final boolean unlimited;
    private final int[] slow = new int[LeavingLimits.KINDS];
    private int readyLines;
    private int waiting;

    /**
     * An empty queue.
     *
     * @param transactionalPercent share kept for those while more urgent ones wait, 0 to 100
     * @param campaignPercent the same for campaigns
     */
    public LaneQueue(int transactionalPercent, int campaignPercent, LeavingLimits limits) {
        for (int i = 0; i < PRIORITIES; i++) lines[i] = new Line();
        shares = new Shares(0, transactionalPercent, campaignPercent);
        this.limits = limits;
        unlimited = limits.isUnlimited();
    }

    /** All that wait. */
    public int waiting() {
        return waiting;
    }

    /** Those of one priority. */
    public int waiting(Priority priority) {
        return counts[priority.rank()];
    }

    /** Whether any may leave now. */
    public boolean hasReady() {
        return readyLines != 0;
    }

    /** Takes a message that has come. */
    public void add(Mt mt, long nowMillis) {
        count(mt, 1);
        Mt mine = mt.follows() ? followers.add(mt) : mt;
        if (mine != null) place(mine, false, nowMillis);
    }

    /** Takes back one that was taken, before those that came after it. */
    public void giveBack(Mt mt, long nowMillis) {
        count(mt, 1);
        Mt mine = mt.follows() ? followers.add(mt) : mt;
        if (mine != null) place(mine, true, nowMillis);
    }

    private void place(Mt mt, boolean again, long nowMillis) {
        if (mt.dueAtMillis() > nowMillis) {
            later.add(mt);
            return;
        }
        int line = mt.priority().rank();
        if (again || mt.dueAtMillis() > 0) lines[line].returned.add(mt);
        else lines[line].fresh.addLast(mt);
        readyLines |= 1 << line;
    }

    /** One on this trail has ended, and others are on it: lets the next have its turn. */
    public void passTurn(int trail, long nowMillis) {
        Mt next = followers.next(trail);
        if (next != null) place(next, true, nowMillis);
    }

    /** The last on this trail has ended. */
    public void forget(int trail) {
        followers.forget(trail);
    }

    /** Takes out those that wait behind one on its trail, in order. */
    public List<Mt> takeFollowers(int trail) {
        List<Mt> all = followers.takeAll(trail);
        for (Mt mt : all) count(mt, -1);
        return all;
    }

    /** Takes the next that may leave, null where there is none. It may have expired. */
    public @Nullable Mt take(long nowNanos) {
        while (readyLines != 0) {
            Mt mt = pollReady();
            if (unlimited || mayLeave(mt, nowNanos)) {
                count(mt, -1);
                return mt;
            }
        }
        return null;
    }

    /** Takes the next whatever its rates: to give it to another lane. */
    public @Nullable Mt takeAny() {
        if (readyLines == 0) return null;
        Mt mt = pollReady();
        count(mt, -1);
        return mt;
    }

    private Mt pollReady() {
        int index = shares.next(readyLines);
        Line line = lines[index];
        Mt mt = line.poll();
        if (line.isEmpty()) readyLines &= ~(1 << index);
        if (mt == null) throw new IllegalStateException("a line is marked as ready and empty");
        return mt;
    }

    /** Where a bucket that it needs is empty, it waits in that bucket's line; there it does not overtake those that wait already. */
    private boolean mayLeave(Mt mt, long nowNanos) {
        @Nullable RateLimit[] needed = limits.of(mt, nowNanos);
        Kind obstacle = obstacle(mt, needed, null, nowNanos);
        if (obstacle == null) obstacle = LeavingLimits.takeAll(needed, nowNanos);
        if (obstacle == null) return true;
        wait(mt, obstacle, needed, nowNanos);
        return false;
    }

    /** The first bucket but {@code but} that has no token for a message; null where all have one. */
    private @Nullable Kind obstacle(Mt mt, @Nullable RateLimit[] needed, @Nullable RateLimit but, long nowNanos) {
        for (Kind kind : KINDS) {
            RateLimit limit = needed[kind.place()];
            if (limit == null || limit == but) continue;
            SlowLine line = slowed.isEmpty() ? null : slowed.get(limit);
            if ((line != null && line.isBefore(mt)) || limit.waitNanos(nowNanos) > 0) return kind;
        }
        return null;
    }

    private void wait(Mt mt, Kind kind, @Nullable RateLimit[] needed, long nowNanos) {
        RateLimit limit = Objects.requireNonNull(needed[kind.place()]);
        SlowLine line = slowed.get(limit);
        if (line == null) {
            line = new SlowLine(kind, limit);
            line.wakeNanos = nowNanos + limit.waitNanos(nowNanos);
            slowed.put(limit, line);
            wakes.add(line);
        }
        line.waiting.add(mt);
        slow[kind.place()]++;
    }

    /** Lets go those that are due by now, and those whose rate has room again. */
    public void wake(long nowMillis, long nowNanos) {
        while (!later.isEmpty() && later.peek().dueAtMillis() <= nowMillis) {
            Mt due = later.poll();
            place(due, true, nowMillis);
        }
        while (!wakes.isEmpty() && wakes.peek().wakeNanos <= nowNanos) wakeLine(wakes.poll(), nowMillis, nowNanos);
    }

    /** Lets all go that have their turn, due or not: nobody waits here any more. */
    public void wakeAll() {
        later.forEach(this::placeReady);
        later.clear();
        slowed.values().forEach(line -> line.waiting.forEach(this::placeReady));
        slowed.clear();
        wakes.clear();
        Arrays.fill(slow, 0);
    }

    private void placeReady(Mt mt) {
        int line = mt.priority().rank();
        lines[line].returned.add(mt);
        readyLines |= 1 << line;
    }

    /** Those that need a token of another bucket too, which has none, wait in its line from now on: they hold up nobody here. */
    private void wakeLine(SlowLine line, long nowMillis, long nowNanos) {
        int tokens = line.limit.tokens(nowNanos);
        for (int looks = LOOK_MAX; tokens > 0 && looks > 0; looks--) {
            Mt next = line.waiting.poll();
            if (next == null) break;
            slow[line.kind.place()]--;
            @Nullable RateLimit[] needed = limits.of(next, nowNanos);
            Kind other = obstacle(next, needed, line.limit, nowNanos);
            if (other != null) {
                wait(next, other, needed, nowNanos);
                continue;
            }
            place(next, true, nowMillis);
            tokens--;
        }
        if (line.waiting.isEmpty()) {
            slowed.remove(line.limit);
            return;
        }
        line.wakeNanos = nowNanos + Math.max(line.limit.intervalNanos(), line.limit.waitNanos(nowNanos));
        wakes.add(line);
    }

    /** How many wait for a token of a bucket of this kind. */
    public int slowed(Kind kind) {
        return slow[kind.place()];
    }

    /** Takes out messages that have expired, wherever they wait. @return at most so many */
    public List<Mt> takeExpired(long nowMillis, int most) {
        return takeOut(mt -> mt.isExpired(nowMillis), most);
    }

    /**
     * Takes out a message that was given back, whatever it waits for. It looks through those that wait, for few are asked for: an
     * answer that comes late.
     *
     * @return the message as it waited; null where it is not here
     */
    public @Nullable Mt takeBack(Mt mt) {
        int index = mt.priority().rank();
        Mt[] found = new Mt[1];
        Predicate<Mt> same = waits -> {
            if (BY_AGE.compare(waits, mt) != 0) return false;
            found[0] = waits;
            return true;
        };
        boolean any = lines[index].returned.removeIf(same) || removeSlowed(same) || later.removeIf(same);
        if (!any) followers.removeIf(same);
        if (lines[index].isEmpty()) readyLines &= ~(1 << index);
        Mt taken = found[0];
        if (taken != null) count(taken, -1);
        return taken;
    }

    /** Takes out messages, wherever they wait: it looks at all. @return at most so many */
    public List<Mt> takeOut(Predicate<Mt> which, int most) {
        List<Mt> taken = new ArrayList<>();
        Predicate<Mt> take = mt -> taken.size() < most && which.test(mt) && taken.add(mt);
        removeReady(take);
        later.removeIf(take);
        followers.removeIf(take);
        removeSlowed(take);
        for (Mt mt : taken) count(mt, -1);
        return taken;
    }

    private boolean removeSlowed(Predicate<Mt> which) {
        boolean any = false;
        for (SlowLine line : slowed.values()) {
            int before = line.waiting.size();
            any |= line.waiting.removeIf(which);
            slow[line.kind.place()] -= before - line.waiting.size();
        }
        return any;
    }

    /** Takes out messages that may leave, whatever their rates: it looks at all. @return at most so many, by age */
    public List<Mt> takeReady(Predicate<Mt> which, int most) {
        List<Mt> taken = new ArrayList<>();
        removeReady(mt -> taken.size() < most && which.test(mt) && taken.add(mt));
        for (Mt mt : taken) count(mt, -1);
        taken.sort(BY_AGE);
        return taken;
    }

    private void removeReady(Predicate<Mt> take) {
        for (int i = 0; i < PRIORITIES; i++) {
            lines[i].fresh.removeIf(take);
            lines[i].returned.removeIf(take);
            if (lines[i].isEmpty()) readyLines &= ~(1 << i);
        }
    }

    /** When the message came that may leave and has waited longest, milliseconds since 1970; 0 where none waits. */
    public long oldestMillis() {
        long oldest = 0;
        for (Line line : lines) {
            Mt head = line.peek();
            if (head == null) continue;
            long millis = MessageId.millis(head.mtId());
            if (oldest == 0 || millis < oldest) oldest = millis;
        }
        return oldest;
    }

    private void count(Mt mt, int difference) {
        waiting += difference;
        counts[mt.priority().rank()] += difference;
    }
}
