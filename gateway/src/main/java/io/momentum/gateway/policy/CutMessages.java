package io.momentum.gateway.policy;

import io.momentum.gateway.codec.Concatenation;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.Arrays;

/**
 * Messages that their ESME has cut itself, each segment a submit_sm of its own: for the recipient they are one, so they count once,
 * and once one segment has been let go the others go with it. What has the same account, sender, recipient, reference and total is one
 * message, as long as no segment comes twice: a reference comes round again, and some ESMEs know only one. Bounded. Any thread.
 */
public final class CutMessages {

    /** Messages that are remembered; some hundred bytes each, 4 KB at most. */
    static final int MESSAGES_MAX = 16_384;

    /** For so long after a segment a new one belongs to it, and for so long after the first was let go the others follow. */
    static final long TOGETHER_MICROS = Duration.ofMinutes(5).toNanos() / 1_000;

    private final Recents<Message> messages = new Recents<>(MESSAGES_MAX);

    /** Where a segment belongs, and its place there. */
    public record Segment(SystemId account, String source, long digits, Concatenation place) {

        private boolean isBeside(Segment other) {
            return digits == other.digits
                    && place.form() == other.place.form()
                    && place.reference() == other.place.reference()
                    && place.total() == other.place.total()
                    && account.equals(other.account)
                    && source.equals(other.source);
        }

        private long key() {
            long z = digits * 31 + account.hashCode();
            z = z * 31 + source.hashCode();
            z = z * 31 + place.form().name().hashCode();
            return (z << 16) + place.reference() + 0x1_0000L * place.total();
        }
    }

    /**
     * What is known of one message.
     *
     * @param id by which it counts: that of the segment that came first
     * @param seenMicros when its last new segment came
     * @param letGoMicros when the first was let go, 0 where none is
     * @param segments pairs of a segment's number and its message's id; the number is under 0 once it has been let go
     */
    private record Message(Segment first, long id, long seenMicros, long letGoMicros, long[] segments) {

        /** Where it stands in the pairs; under 0 where it is not there. */
        int indexOf(int number) {
            for (int i = 0; i < segments.length; i += 2) if (Math.abs(segments[i]) == number) return i;
            return -1;
        }

        boolean has(Segment segment, long mtId) {
            int index = first.isBeside(segment) ? indexOf(segment.place.number()) : -1;
            return index >= 0 && segments[index + 1] == mtId;
        }

        boolean takes(Segment segment, long nowMicros) {
            return first.isBeside(segment)
                    && indexOf(segment.place.number()) < 0
                    && nowMicros - seenMicros < TOGETHER_MICROS;
        }

        boolean isLetGo(int exceptNumber) {
            for (int i = 0; i < segments.length; i += 2)
                if (segments[i] < 0 && segments[i] != -exceptNumber) return true;
            return false;
        }

        Message with(int number, long mtId, long nowMicros) {
            long[] more = Arrays.copyOf(segments, segments.length + 2);
            more[segments.length] = number;
            more[segments.length + 1] = mtId;
            return new Message(first, id, nowMicros, letGoMicros, more);
        }

        Message letGo(int number, boolean isLetGo, long nowMicros) {
            long[] now = segments.clone();
            now[indexOf(number)] = isLetGo ? -number : number;
            boolean none = !isLetGo && !isLetGo(number);
            return new Message(first, id, seenMicros, none ? 0 : letGoMicros == 0 ? nowMicros : letGoMicros, now);
        }
    }

    /**
     * How a segment is to be decided about.
     *
     * @param id by which its message counts
     * @param goesOn whether it goes because another has
     */
    public record Way(long id, boolean goesOn) {}

    /** A segment wants to leave; it may have wanted to before. */
    public Way wayOf(Segment segment, long mtId, long nowMicros) {
        Way[] way = new Way[1];
        int number = segment.place.number();
        messages.update(segment.key(), known -> {
            Message message;
            if (known != null && known.has(segment, mtId)) message = known;
            else if (known != null && known.takes(segment, nowMicros)) message = known.with(number, mtId, nowMicros);
            else message = new Message(segment, mtId, nowMicros, 0, new long[] {number, mtId});
            boolean inTime = nowMicros - message.letGoMicros < TOGETHER_MICROS;
            way[0] = new Way(message.id, inTime && message.isLetGo(number));
            return message;
        });
        return way[0];
    }

    /** It was let go. */
    public void letGo(Segment segment, long mtId, long nowMicros) {
        messages.update(
                segment.key(),
                known -> known == null || !known.has(segment, mtId)
                        ? known
                        : known.letGo(segment.place.number(), true, nowMicros));
    }

    /** It was let go and did not leave, or must not now. @return by which id its message counts no more; 0 where another may have left */
    public long notSent(Segment segment, long mtId) {
        long[] id = {mtId};
        messages.update(segment.key(), known -> {
            if (known == null || !known.has(segment, mtId)) return known;
            Message message = known.letGo(segment.place.number(), false, 0);
            id[0] = message.letGoMicros == 0 ? message.id : 0;
            return message;
        });
        return id[0];
    }
}
