package io.momentum.ops.care;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.value.MessageState;

/**
 * How a message of a campaign ended, in the words of a review, with the code as it came. What a code means is asked when it
 * is looked at: a carrier's file of causes may know it better by then. Pure.
 *
 * <p>A code is {@code receipt CARRIER STATE ERROR}, {@code submit CARRIER STATUS}, or one word of our own: {@code no_route},
 * {@code suppressed}, {@code expired}, {@code cancelled}.
 */
final class Ending {

    private static final int ERROR_MAX = 16;

    private Ending() {}

    /** The code that a fact brings, or the one before. */
    static String codeOf(Fact fact, String before) {
        return switch (fact) {
            case DlrReceived f ->
                f.state().isFinal()
                        ? "receipt " + f.carrier().value() + ' ' + f.state().name() + ' ' + plain(f.error())
                        : before;
            case MtRefused f -> {
                var carrier = f.carrier();
                yield carrier == null ? "no_route" : "submit " + carrier.value() + ' ' + f.status();
            }
            case MtSuppressed _ -> "suppressed";
            case MtExpired _ -> "expired";
            case MtCancelled _ -> "cancelled";
            default -> before;
        };
    }

    /** An error is what a carrier wrote: it must not grow, nor break a key. */
    private static String plain(String error) {
        var some = new StringBuilder(error);
        some.setLength(Math.min(error.length(), ERROR_MAX));
        for (int i = 0; i < some.length(); i++) {
            if (!isLetterOrDigit(some.charAt(i))) some.setCharAt(i, '_');
        }
        return some.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** One of delivered, rejected, failed, expired, unknown, suppressed, cancelled, pending. */
    static String wordOf(MessageStatus status, String code) {
        return switch (status) {
            case QUEUED, ATTEMPTED, SUBMITTED -> "pending";
            case DELIVERED -> "delivered";
            case REFUSED -> "rejected";
            case EXPIRED -> "expired";
            case SUPPRESSED -> "suppressed";
            case CANCELLED -> "cancelled";
            case UNKNOWN -> "unknown";
            case FAILED -> failed(code);
        };
    }

    private static String failed(String code) {
        if (code.contains(" " + MessageState.REJECTED.name() + " ")) return "rejected";
        if (code.contains(" " + MessageState.EXPIRED.name() + " ")) return "expired";
        return "failed";
    }
}
