package io.momentum.gateway.profile;

import io.momentum.store.value.MessageState;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How the carrier's receipts are to be read.
 *
 * @param zone the zone of dates that name none (SMPP 3.4 Appendix B leaves it open)
 * @param stats words of {@code stat:} that mean something else than they usually do, in upper case
 * @param textWins the text's state counts where message_state says another
 * @param lastFinalWins a final state may be replaced by a later one: otherwise the first one stands
 * @param pattern a regular expression with named groups for receipts that are no list of {@code key:value}
 */
public record ReceiptProfile(
        ZoneId zone,
        Map<String, MessageState> stats,
        boolean textWins,
        boolean lastFinalWins,
        Optional<String> pattern) {

    public static final ReceiptProfile DEFAULT =
            new ReceiptProfile(ZoneOffset.UTC, Map.of(), false, false, Optional.empty());

    public ReceiptProfile {
        stats = Map.copyOf(stats);
    }
}
