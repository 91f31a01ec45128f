package io.momentum.gateway.profile;

import io.momentum.store.value.MessageState;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * How the carrier's receipts are to be read, and what is done about them.
 *
 * @param zone the zone of dates that name none (SMPP 3.4 Appendix B leaves it open)
 * @param stats words of {@code stat:} that mean something else than they usually do, in upper case
 * @param textWins the text's state counts where message_state says another
 * @param lastFinalWins a final state may be replaced by a later one: otherwise the first one stands
 * @param pattern a regular expression for receipts that are no list of {@code key:value}, with named groups, of which
 *     only that of the id must be there
 * @param suspectBefore a message delivered sooner after its submit_sm_resp is marked, up to an hour; zero for none
 * @param nackUnknown how often a receipt that names no message of ours is refused before it is taken, 0 to 100: some carriers
 *     send a refused one again, when the message is known
 * @param delivered what the carrier means by delivered, for those who read its figures
 */
public record ReceiptProfile(
        ZoneId zone,
        Map<String, MessageState> stats,
        boolean textWins,
        boolean lastFinalWins,
        Optional<String> pattern,
        Duration suspectBefore,
        int nackUnknown,
        Meaning delivered) {

    /** How far a message has got of which the carrier says DELIVRD. */
    public enum Meaning {
        /** The SMSC has taken it. */
        ACCEPTED,
        /** The subscriber's network has taken it. */
        NETWORK,
        /** The phone has it. */
        HANDSET
    }

    public static final ReceiptProfile DEFAULT = new ReceiptProfile(
            ZoneOffset.UTC, Map.of(), false, false, Optional.empty(), Duration.ofMillis(50), 0, Meaning.HANDSET);

    public ReceiptProfile {
        stats = Map.copyOf(stats);
    }

    public ReceiptProfile withZone(ZoneId other) {
        return new ReceiptProfile(
                other, stats, textWins, lastFinalWins, pattern, suspectBefore, nackUnknown, delivered);
    }

    public ReceiptProfile withStats(Map<String, MessageState> other) {
        return new ReceiptProfile(zone, other, textWins, lastFinalWins, pattern, suspectBefore, nackUnknown, delivered);
    }

    public ReceiptProfile withTextWins() {
        return new ReceiptProfile(zone, stats, true, lastFinalWins, pattern, suspectBefore, nackUnknown, delivered);
    }

    public ReceiptProfile withLastFinalWins() {
        return new ReceiptProfile(zone, stats, textWins, true, pattern, suspectBefore, nackUnknown, delivered);
    }

    public ReceiptProfile withPattern(String other) {
        return new ReceiptProfile(
                zone, stats, textWins, lastFinalWins, Optional.of(other), suspectBefore, nackUnknown, delivered);
    }

    public ReceiptProfile withNackUnknown(int other) {
        return new ReceiptProfile(zone, stats, textWins, lastFinalWins, pattern, suspectBefore, other, delivered);
    }
}
