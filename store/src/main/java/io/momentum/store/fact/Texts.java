package io.momentum.store.fact;

import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.value.MessageId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people wrote or were told, in facts: where it is, and a fact without it. Everything that a fold, a figure or a decision
 * rests on stays, so that facts without their texts fold to the same rows. Reasons that colleagues gave and the fields of an outcome
 * are of the record of who did what, and stay. Pure.
 */
public final class Texts {

    /** Figures, searches and the reading of replies rest on these; who somebody is does not follow from them. */
    private static final Set<String> KEPT_ATTRIBUTES = Set.of("zone", "branch", "list", "stage", "language", "test");

    /** Operations whose requests quote what is written. */
    private static final Set<String> QUOTING = Set.of("sendMessage", "replyToConversation");

    private static final String CONVERSATIONS = "conversations/";
    private static final String CONTACTS = "contacts/";
    private static final Pattern RECIPIENT = Pattern.compile("\"to\" ?: ?\"\\+?([0-9]{1,15})\"");

    private Texts() {}

    /**
     * A fact without what somebody wrote or was told. The same again makes no difference.
     *
     * @param untilMicros when the text went, microseconds since 1970
     */
    public static Fact without(Fact fact, long untilMicros) {
        return switch (fact) {
            case MtAccepted f ->
                new MtAccepted(
                        f.atMicros(),
                        f.mtId(),
                        f.account(),
                        f.origin(),
                        f.source(),
                        f.destination(),
                        f.destinationDigits(),
                        f.registeredDelivery(),
                        f.idempotencyKey(),
                        PduText.without(f.pdu(), untilMicros));
            case MtReplaced f ->
                new MtReplaced(f.atMicros(), f.mtId(), f.registeredDelivery(), PduText.without(f.pdu(), untilMicros));
            case MtSplit f ->
                new MtSplit(
                        f.atMicros(),
                        f.mtId(),
                        f.carrier(),
                        f.parts(),
                        f.receipts(),
                        PduText.withoutAll(f.pdus(), untilMicros));
            case DlrReceived f -> without(f, untilMicros);
            case MoSegment f ->
                new MoSegment(
                        f.atMicros(),
                        f.joinId(),
                        f.carrier(),
                        f.total(),
                        f.number(),
                        PduText.without(f.pdu(), untilMicros),
                        f.passedTo());
            case MoReceived f ->
                new MoReceived(
                        f.atMicros(),
                        f.moId(),
                        f.carrier(),
                        f.account(),
                        f.source(),
                        f.destination(),
                        f.sourceDigits(),
                        PduText.without(f.pdu(), untilMicros),
                        f.inSegments());
            case CareFact f -> without(f, untilMicros);
            default -> fact;
        };
    }

    private static Fact without(DlrReceived f, long untilMicros) {
        return new DlrReceived(
                f.atMicros(),
                f.dlrId(),
                f.carrier(),
                f.smscId(),
                f.state(),
                f.error(),
                f.doneAtMicros(),
                PduText.without(f.pdu(), untilMicros),
                f.reading());
    }

    private static Fact without(CareFact fact, long untilMicros) {
        return switch (fact) {
            case NoteAdded f -> new NoteAdded(f.atMicros(), f.actor(), f.conversation(), marked(f.text(), untilMicros));
            case ActionLogged f ->
                new ActionLogged(f.atMicros(), f.actor(), f.conversation(), f.kind(), marked(f.text(), untilMicros));
            case ReplyClassified f ->
                new ReplyClassified(
                        f.atMicros(),
                        f.actor(),
                        f.conversation(),
                        f.moId(),
                        f.label(),
                        f.detail(),
                        f.optOut(),
                        f.urgent(),
                        f.confidence(),
                        f.source(),
                        f.version(),
                        List.of(),
                        Map.of());
            case ContactSaved f -> {
                Map<String, String> kept = new TreeMap<>(f.attributes());
                kept.keySet().retainAll(KEPT_ATTRIBUTES);
                yield new ContactSaved(f.atMicros(), f.actor(), f.digits(), f.source(), kept);
            }
            case ChangeAudited f -> without(f, untilMicros);
            default -> fact;
        };
    }

    /** An entry of the audit without what it quotes. */
    public static ChangeAudited without(ChangeAudited f, long untilMicros) {
        return new ChangeAudited(
                f.atMicros(),
                f.actor(),
                f.operation(),
                f.subject(),
                f.status(),
                f.from(),
                f.role(),
                markedJson(f.before(), untilMicros),
                markedJson(f.after(), untilMicros));
    }

    /** Whether an entry of the audit quotes what is known of a contact. */
    public static boolean isOfCard(ChangeAudited f) {
        return f.subject().startsWith(CONTACTS);
    }

    private static String marked(String text, long untilMicros) {
        boolean isGone = text.isEmpty() || TextMark.in(text).isPresent();
        return isGone ? text : TextMark.of(text, untilMicros).toText();
    }

    private static String markedJson(String json, long untilMicros) {
        if (json.isEmpty() || TextMark.isJson(json)) return json;
        Matcher to = RECIPIENT.matcher(json);
        String recipient = to.find() ? ",\"to\":\"" + to.group(1) + "\"" : "";
        return TextMark.of(json, untilMicros).toJson(recipient);
    }

    /** The conversation whose texts a fact is among; 0 for none. */
    public static long conversationOf(CareFact fact) {
        return switch (fact) {
            case NoteAdded f -> f.conversation();
            case ActionLogged f -> f.conversation();
            case ReplyClassified f -> f.conversation();
            default -> 0;
        };
    }

    /** Whose texts an entry of the audit quotes: a conversation, or a number; 0 where nobody knows. Empty where it quotes none. */
    public static OptionalLong quotedIn(ChangeAudited f) {
        if (f.subject().startsWith(CONTACTS)) {
            long digits = digits(f.subject().substring(CONTACTS.length()));
            return digits > 0 ? OptionalLong.of(digits) : OptionalLong.empty();
        }
        if (!QUOTING.contains(f.operation())) return OptionalLong.empty();
        if (f.subject().startsWith(CONVERSATIONS)) {
            String rest = f.subject().substring(CONVERSATIONS.length());
            int slash = rest.indexOf('/');
            return OptionalLong.of(Math.max(0, MessageId.parse(slash < 0 ? rest : rest.substring(0, slash))));
        }
        Matcher to = RECIPIENT.matcher(f.after());
        return OptionalLong.of(to.find() ? digits(to.group(1)) : 0);
    }

    private static long digits(String text) {
        String number = text.startsWith("+") ? text.substring(1) : text;
        return number.matches("[0-9]{1,15}") ? Long.parseLong(number) : 0;
    }
}
