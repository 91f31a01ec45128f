package io.momentum.gateway.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.codec.Tlv;
import io.momentum.gateway.probe.Observations.Answer;
import io.momentum.gateway.probe.ProbeMessage.Kind;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.StatusClasses.StatusClass;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.store.fact.Fact.PartReceipts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a probe found out, and what the profile in force says to it.
 *
 * @param receipts how many receipts came
 */
public record Lessons(List<Lesson> all, int accepted, int sent, int receipts) {

    private static final Pattern FIELD = Pattern.compile("(?:^|\\s)([A-Za-z_]+(?: date)?):");
    private static final Pattern STAT = Pattern.compile("(?i)(?:^|\\s)stat:\\s*(\\S+)");
    private static final Map<Integer, String> VERSIONS = Map.of(0x33, "3.3", 0x34, "3.4", 0x50, "5.0");

    public Lessons {
        all = List.copyOf(all);
    }

    static Lessons of(Observations seen, CarrierProfile profile) {
        var maker = new Maker(seen, profile);
        return new Lessons(
                maker.lessons(),
                (int) seen.answers().stream().filter(Answer::isAccepted).count(),
                seen.answers().size(),
                maker.receipts.size());
    }

    /** Those that the profile in force does not say. */
    public List<Lesson> differences() {
        return all.stream().filter(Lesson::differs).toList();
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Came(Receipt receipt, MessagePdu pdu, String text, long atMillis) {}

    /** Goes through the observations topic by topic. */
    private static final class Maker {
        private final Observations seen;
        private final CarrierProfile profile;
        private final List<Came> receipts = new ArrayList<>();
        private final List<Lesson> lessons = new ArrayList<>();

        Maker(Observations seen, CarrierProfile profile) {
            this.seen = seen;
            this.profile = profile;
            var scanner = new ReceiptScanner(profile.receipts());
            for (Observations.Delivery delivery : seen.deliveries()) {
                Receipt receipt = Probe.receiptIn(delivery.pdu(), scanner);
                if (receipt == null) continue;
                MessagePdu pdu = MessagePdu.parse(delivery.pdu(), true);
                receipts.add(new Came(receipt, pdu, new String(pdu.text(), ISO_8859_1), delivery.atMillis()));
            }
        }

        List<Lesson> lessons() {
            version();
            enquireLink();
            responses();
            throttling();
            longMessages();
            ids();
            receiptForm();
            zone();
            codes();
            partReceipts();
            return lessons;
        }

        private void version() {
            int said = seen.interfaceVersion();
            String inForce = VERSIONS.getOrDefault(profile.session().interfaceVersion(), "3.4");
            if (said == 0) {
                lessons.add(Lesson.seen("version", "The carrier names no SMPP version."));
                return;
            }
            String named = said < 0x34 ? "3.3" : said < 0x50 ? "3.4" : "5.0";
            String sentence = "The carrier names SMPP version 0x%02x.".formatted(said);
            // One that knows 5.0 takes 3.4 as well: nothing is gained by a change.
            String value = named.equals("5.0") ? inForce : named;
            lessons.add(Lesson.of("version", sentence, "interfaceVersion", value, inForce));
        }

        private void enquireLink() {
            String sentence = seen.enquireMillis() < 0
                    ? "An enquire_link is not answered: links that are dead will be taken for alive, and the reverse."
                    : "An enquire_link is answered after " + seen.enquireMillis() + " ms.";
            lessons.add(Lesson.seen("enquire_link", sentence));
        }

        private void responses() {
            long missing = seen.answers().stream()
                    .filter(answer -> answer.status() == Observations.NO_ANSWER)
                    .count();
            long most = seen.answers().stream()
                    .mapToLong(Answer::latencyMillis)
                    .max()
                    .orElse(0);
            String sentence = "The slowest submit_sm_resp took %d ms%s."
                    .formatted(most, missing == 0 ? "" : "; " + missing + " submits had no answer at all");
            long inForce = profile.flow().responseTimeout().toSeconds();
            long wanted = Math.max(inForce, Math.ceilDiv(most * 4, 1_000));
            lessons.add(Lesson.of("responses", sentence, "responseTimeout", wanted + "s", inForce + "s"));
        }

        private void throttling() {
            Set<Integer> throttles = seen.answers().stream()
                    .map(Answer::status)
                    .filter(status -> status > 0 && profile.statuses().of(status) == StatusClass.THROTTLE)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            int window = profile.flow().window();
            if (throttles.isEmpty()) {
                lessons.add(Lesson.seen(
                        "window",
                        "It let %d submits wait for their answers at a time; a larger window is not tried."
                                .formatted(seen.unansweredMost())));
                return;
            }
            String sentence = "It asks to slow down (%s) with %d submits unanswered."
                    .formatted(names(throttles), seen.unansweredMost());
            int wanted = Math.min(window, Math.max(1, seen.unansweredMost() - 1));
            lessons.add(Lesson.of("window", sentence, "window", Integer.toString(wanted), Integer.toString(window)));
        }

        private static String names(Set<Integer> statuses) {
            return statuses.stream().map(CommandStatus::name).collect(Collectors.joining(", "));
        }

        private void longMessages() {
            Map<Kind, Set<Integer>> refusals = new EnumMap<>(Kind.class);
            for (Answer answer : seen.answers()) {
                Set<Integer> statuses =
                        refusals.computeIfAbsent(answer.message().kind(), kind -> new LinkedHashSet<>());
                if (!answer.isAccepted()) statuses.add(answer.status());
            }
            refusals.forEach((kind, statuses) -> {
                if (!isSplit(kind)) {
                    lessons.add(Lesson.seen(kind.name().toLowerCase(Locale.ROOT), verdict(kind, statuses)));
                }
            });
            String story = refusals.entrySet().stream()
                    .filter(entry -> isSplit(entry.getKey()))
                    .map(entry -> verdict(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(" "));
            Mode inForce = profile.parts().split();
            Mode wanted = works(refusals, inForce)
                    ? inForce
                    : firstThatWorks(refusals).orElse(inForce);
            lessons.add(Lesson.of("long messages", story, "parts.split", written(wanted), written(inForce)));
        }

        private static boolean isSplit(Kind kind) {
            return kind == Kind.UDH || kind == Kind.SAR || kind == Kind.PAYLOAD;
        }

        private static String verdict(Kind kind, Set<Integer> refusals) {
            String title =
                    Character.toUpperCase(kind.title().charAt(0)) + kind.title().substring(1);
            if (refusals.isEmpty()) return title + ": taken.";
            String why = refusals.stream()
                    .map(status -> status == Observations.NO_ANSWER ? "no answer" : CommandStatus.name(status))
                    .collect(Collectors.joining(", "));
            return title + ": refused with " + why + ".";
        }

        private static boolean works(Map<Kind, Set<Integer>> refusals, Mode split) {
            Kind kind = switch (split) {
                case UDH8, UDH16 -> Kind.UDH;
                case SAR -> Kind.SAR;
                case PAYLOAD -> Kind.PAYLOAD;
            };
            Set<Integer> statuses = refusals.get(kind);
            return statuses != null && statuses.isEmpty();
        }

        private static Optional<Mode> firstThatWorks(Map<Kind, Set<Integer>> refusals) {
            return List.of(Mode.UDH8, Mode.SAR, Mode.PAYLOAD).stream()
                    .filter(split -> works(refusals, split))
                    .findFirst();
        }

        private void ids() {
            List<String> given = seen.answers().stream()
                    .map(Answer::messageId)
                    .filter(id -> !id.isEmpty())
                    .toList();
            List<String> named =
                    receipts.stream().map(came -> came.receipt().smscId()).toList();
            lessons.add(ReceiptIds.lesson(given, named, profile.ids().format()));
        }

        private void receiptForm() {
            if (receipts.isEmpty()) {
                lessons.add(Lesson.seen("receipts", "No receipt came: ask the carrier whether they are switched on."));
                return;
            }
            Set<String> fields = new LinkedHashSet<>();
            Set<String> tlvs = new LinkedHashSet<>();
            for (Came came : receipts) {
                Matcher field = FIELD.matcher(came.text());
                while (field.find()) fields.add(field.group(1));
                if (came.pdu().tlv(Tlv.RECEIPTED_MESSAGE_ID) >= 0) tlvs.add("receipted_message_id");
                if (came.pdu().tlv(Tlv.MESSAGE_STATE) >= 0) tlvs.add("message_state");
                if (came.pdu().tlv(Tlv.NETWORK_ERROR_CODE) >= 0) tlvs.add("network_error_code");
            }
            lessons.add(Lesson.seen(
                    "receipts",
                    "Fields of their text: %s. TLVs: %s."
                            .formatted(
                                    fields.isEmpty() ? "none" : String.join(", ", fields),
                                    tlvs.isEmpty() ? "none" : String.join(", ", tlvs))));
        }

        private void zone() {
            List<ReceiptDates.Dated> dates = receipts.stream()
                    .flatMap(came -> ReceiptDates.in(came.text(), came.atMillis()).stream())
                    .toList();
            ReceiptDates.lesson(dates, profile.receipts().zone()).ifPresent(lessons::add);
        }

        private void codes() {
            Set<String> words = new LinkedHashSet<>();
            Set<String> errors = new LinkedHashSet<>();
            for (Came came : receipts) {
                Matcher stat = STAT.matcher(came.text());
                if (stat.find()) words.add(stat.group(1));
                String error = came.receipt().error();
                if (error.isEmpty() || error.matches("0+")) continue;
                Cause cause = profile.causes()
                        .table()
                        .ofReceipt(came.receipt().state(), error)
                        .cause();
                errors.add(error + " (" + written(cause) + ")");
            }
            if (words.isEmpty() && errors.isEmpty()) return;
            lessons.add(Lesson.seen(
                    "states",
                    "Words of stat: %s. Codes: %s."
                            .formatted(
                                    String.join(", ", words),
                                    errors.isEmpty() ? "none but zero" : String.join(", ", errors))));
        }

        /** Which of the parts' receipts came. */
        private void partReceipts() {
            List<Answer> parts = seen.answers().stream()
                    .filter(answer -> answer.message().kind() == Kind.UDH && answer.isAccepted())
                    .toList();
            if (parts.size() < 2 || receipts.isEmpty()) return;
            List<Boolean> came = parts.stream()
                    .map(part -> receipts.stream()
                            .anyMatch(each -> ReceiptIds.isOf(each.receipt().smscId(), part.messageId())))
                    .toList();
            PartReceipts inForce = profile.parts().receipt();
            long count = came.stream().filter(Boolean::booleanValue).count();
            if (count == 0) return;
            PartReceipts wanted = inForce;
            if (count == 1 && came.getFirst()) wanted = PartReceipts.FIRST;
            else if (count == 1 && came.getLast()) wanted = PartReceipts.LAST;
            lessons.add(Lesson.of(
                    "receipts of parts",
                    "%d of %d parts had a receipt.".formatted(count, parts.size()),
                    "parts.receipt",
                    written(wanted),
                    written(inForce)));
        }
    }
}
