package io.momentum.ops.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in records, in words for people. Whatever has no word here stands as it is. */
final class Words {

    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)\\.\\d{6}Z");
    private static final Map<String, String> WORDS = new HashMap<>();

    static {
        WORDS.put("MtAccepted", "accepted");
        WORDS.put("MtTagged", "belongs to a campaign");
        WORDS.put("MtRouted", "routed");
        WORDS.put("MtSplit", "cut into parts");
        WORDS.put("MtAttempted", "suppression list checked, sent to the carrier");
        WORDS.put("MtSubmitted", "taken by the carrier");
        WORDS.put("MtRefused", "refused");
        WORDS.put("MtDeferred", "refused for now");
        WORDS.put("MtPassedOn", "refused, goes to another carrier");
        WORDS.put("MtUnknown", "no answer: outcome unknown");
        WORDS.put("MtHeldBack", "held back by the rules for its recipient");
        WORDS.put("MtSuppressed", "not sent: the number has opted out");
        WORDS.put("MtExpired", "not sent: expired");
        WORDS.put("MtCancelled", "not sent: cancelled");
        WORDS.put("MtReplaced", "replaced before it was sent");
        WORDS.put("DlrReceived", "receipt");
        WORDS.put("DlrRematched", "receipt, matched later");
        WORDS.put("DlrForwarded", "receipt handed on");
        WORDS.put("ConversationOpened", "opened");
        WORDS.put("ReplyJoined", "reply taken in");
        WORDS.put("ReplyRelinked", "reply linked otherwise");
        WORDS.put("ReplyClassified", "label");
        WORDS.put("OwnerAssigned", "owner");
        WORDS.put("NoteAdded", "note");
        WORDS.put("ReplySent", "answer sent");
        WORDS.put("ActionLogged", "done outside");
        WORDS.put("ConversationMoved", "stage");
        WORDS.put("ConversationClosed", "closed");
        WORDS.put("ConversationReopened", "reopened");
        WORDS.put("ConversationMerged", "merged");
        WORDS.put("ConversationEscalated", "escalated");
        WORDS.put("ClockMoved", "clock");
        WORDS.put("PromiseSettled", "promise settled");
        WORDS.put("conversation_closed", "Closed conversation");
        WORDS.put("opt_out", "Opt-out");
        WORDS.put("opt_in", "Opt-in");
        WORDS.put("contact_erased", "Contact erased");
    }

    private Words() {}

    static String of(String code) {
        return WORDS.getOrDefault(code, code);
    }

    /** Times as people read them. */
    static String times(String text) {
        return TIME.matcher(text).replaceAll("$1 $2");
    }

    /** Milliseconds as {@code 2h 5m}. */
    static String duration(@Nullable Object millis) {
        if (!(millis instanceof Number number)) return "0s";
        Duration time = Duration.ofMillis(number.longValue());
        String words = (time.toHours() > 0 ? time.toHours() + "h " : "")
                + (time.toMinutesPart() > 0 ? time.toMinutesPart() + "m " : "")
                + (time.toSecondsPart() > 0 ? time.toSecondsPart() + "s" : "");
        return words.isEmpty() ? "0s" : words.strip();
    }
}
