package io.momentum.gateway.receipt;

import io.momentum.store.value.MessageState;

/**
 * What a delivery receipt says.
 *
 * @param smscId the id by which the carrier names the message, as written; empty where it gives none
 * @param error the carrier's network error code or err field, as written; empty where it gives none
 * @param doneAtMicros when the carrier says the message ended, 0 where it does not say or cannot be understood
 * @param stat the carrier's own word for the state, at most 32 characters; empty where it gives none
 * @param intermediate whether it is an intermediate notification (esm_class 0x20): not the end of the message
 * @param contradictory whether message_state and the text name different states
 * @param assumed whether only its text, and not the whole of it, says that it is one: without a message that it names it is
 *     a subscriber's
 */
public record Receipt(
        String smscId,
        MessageState state,
        String error,
        long doneAtMicros,
        String stat,
        boolean intermediate,
        boolean contradictory,
        boolean assumed) {}
