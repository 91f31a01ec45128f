package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import java.util.List;

/** Says what goes out instead of a message. */
@FunctionalInterface
public interface Substitute {

    /**
     * What goes out over a carrier instead of a message that waits for it. On the loop that has it; the message is with the
     * caller alone.
     */
    Chosen of(Loop loop, Carrier carrier, Mt whole);

    /**
     * The choice.
     *
     * @param status ESME_ROK, or why the message stays as it is
     * @param facts the first tells of the replacement, and is waited for
     * @param mts the message, or its parts in order; the first has the message's place on its trail, the others have theirs
     */
    record Chosen(int status, List<Fact> facts, List<Mt> mts) {

        public static Chosen refused(int status) {
            return new Chosen(status, List.of(), List.of());
        }

        boolean isOk() {
            return status == CommandStatus.ESME_ROK;
        }
    }
}
