package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room in a carrier's queue, over all its lanes. It is taken at admission and given back when the message has ended, so that
 * an accepted message always has a place. Any thread.
 */
public final class QueueRoom {

    private final int messagesMax;
    private final long bytesMax;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    QueueRoom(int messagesMax, long bytesMax) {
        this.messagesMax = messagesMax;
        this.bytesMax = bytesMax;
    }

    /** Messages that were accepted for the carrier and have not ended. */
    public int messages() {
        return messages.get();
    }

    /** Octets of their PDUs. */
    public long bytes() {
        return bytes.get();
    }

    /** Takes room for a message. @return false when the queue is full */
    public boolean tryTake(Mt mt) {
        int pduBytes = mt.pdu().length;
        if (messages.incrementAndGet() > messagesMax) {
            messages.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(pduBytes) > bytesMax) {
            give(pduBytes);
            return false;
        }
        return true;
    }

    /** Takes room for all parts of a message, or for none. */
    boolean tryTake(List<Mt> parts) {
        for (int taken = 0; taken < parts.size(); taken++) {
            if (tryTake(parts.get(taken))) continue;
            for (Mt part : parts.subList(0, taken)) giveBack(part);
            return false;
        }
        return true;
    }

    /** Takes room whatever the bounds say: for a message that the journal already holds. */
    void take(Mt mt) {
        messages.incrementAndGet();
        bytes.addAndGet(mt.pdu().length);
    }

    /** Gives the room of a message back. */
    void giveBack(Mt mt) {
        give(mt.pdu().length);
    }

    private void give(int pduBytes) {
        messages.decrementAndGet();
        bytes.addAndGet(-pduBytes);
    }

    boolean isLeft() {
        return messages.get() < messagesMax && bytes.get() < bytesMax;
    }

    /** How full the queue is, by messages or octets, whichever is more. */
    int fullPercent() {
        long byMessages = 100L * messages.get() / messagesMax;
        long byBytes = 100 * bytes.get() / bytesMax;
        return (int) Math.max(byMessages, byBytes);
    }
}
