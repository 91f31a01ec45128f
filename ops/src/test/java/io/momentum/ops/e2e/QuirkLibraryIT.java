package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.isSoWithin;
import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.CarrierQuirks;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeQuirks;
import io.momentum.gateway.sim.Quirk;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway with one carrier for each quirk of the library, all at once: whatever a carrier does, every message that was
 * accepted ends as the carrier meant it, with its error and its date, no receipt becomes a reply, no reply a receipt, and the
 * session is up. What a text says is read out of receipts that have no TLVs to say it too. Where a quirk shows itself in something
 * else, {@link #ELSEWHERE} names the test that holds it.
 */
class QuirkLibraryIT {

    private static final int MESSAGES = 5;
    private static final int DAMAGED = 200;
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(25);

    /** Arguments by which a quirk shows itself within a few messages. */
    private static final Map<String, String> BITING = Map.ofEntries(
            Map.entry("status", "0x45:40"),
            Map.entry("response-delay", "100ms"),
            Map.entry("throttle-for", "1s"),
            Map.entry("tps", "2"),
            Map.entry("drop-every", "3"),
            Map.entry("resp-lost", "40"),
            Map.entry("resp-twice", "20ms"),
            Map.entry("nack", "40"),
            Map.entry("nack-without-sequence", "40"),
            Map.entry("bind-refused", "0x08:1"),
            Map.entry("read-pause", "5ms"),
            Map.entry("unknown-command", "50ms"),
            Map.entry("unasked-resp", "50ms"),
            Map.entry("alert", "50ms"),
            Map.entry("malformed-tlv", "2"),
            Map.entry("idle-drop", "1s"),
            Map.entry("id-reused", "2"),
            Map.entry("dlr-unknown-id", "100"));

    private static final Map<String, String> BITING_ESME = Map.ofEntries(
            Map.entry("malformed-tlv", "3"),
            Map.entry("false-length", "3"),
            Map.entry("wild-length", "8"),
            Map.entry("read-pause", "5ms"),
            Map.entry("deliver-status", "0x14:40"),
            Map.entry("deliver-delay", "100ms"),
            Map.entry("deliver-unanswered", "40"),
            Map.entry("deliver-nack", "40"),
            Map.entry("unknown-command", "50ms"),
            Map.entry("unasked-resp", "50ms"));

    /** What a carrier wants of whoever binds. */
    private static final Map<String, String> CARRIER_KEYS = Map.of(
            "no-transceiver", "bind: transmitter+receiver",
            "system-type", "systemType: VMA",
            "dates-local", "receipts: { zone: Asia/Kolkata }",
            "receipt-csv",
                    "receipts: { stats: { \"00\": delivered },"
                            + " pattern: \"(?<stat>[0-9]+),(?<done>[0-9]+),[^,]*,[^,]*,[^,]*,(?<id>[^,]+),.*\" }");

    /** Quirks of a receipt's text: it has no TLVs, so that the text alone tells. */
    private static final List<String> OF_TEXT = List.of("receipt-", "stat", "err", "dates-");

    /** Those of them that are about TLVs, or about text and TLV together. */
    private static final Set<String> OF_TLVS =
            Set.of("receipt-no-id", "receipt-tlv-only", "receipted-id-bare", "stat-contradicts-tlv");

    /** Quirks of failures, of carriers where every message fails. */
    private static final Set<String> FAILING = Set.of("stat-failed", "stat-padded", "stat-long");

    /** Ends that are not what the subscriber got: the carrier insists on a key that it is not given, or breaks the link. */
    private static final Map<String, Set<MessageState>> OTHER_ENDS = Map.of(
            "service-type", Set.of(MessageState.REJECTED),
            "tlv-wanted", Set.of(MessageState.REJECTED),
            "drop-every", Set.of(MessageState.DELIVERED, MessageState.UNKNOWN),
            "resp-lost", Set.of(MessageState.DELIVERED, MessageState.UNKNOWN),
            "status", Set.of(MessageState.DELIVERED, MessageState.REJECTED),
            "nack", Set.of(MessageState.DELIVERED, MessageState.REJECTED),
            "nack-without-sequence", Set.of(MessageState.DELIVERED, MessageState.REJECTED, MessageState.UNKNOWN));

    /** What err: says, where it is not 000. */
    private static final Map<String, String> ERRORS = Map.of(
            "err", "2050",
            "network-error", "27",
            "receipt-no-err", "",
            "receipt-tlv-only", "",
            "receipt-csv", "");

    /** Receipts that do not say when. */
    private static final Set<String> UNDATED =
            Set.of("receipt-no-dates", "receipt-tlv-only", "dates-zero", "dates-empty");

    /** A date without seconds is up to a minute old. */
    private static final long DATED_WITHIN_MICROS = TimeUnit.SECONDS.toMicros(90);

    /** What the messages here do not show: they are short, and gone in seconds. By switch, the test that fails without its handling. */
    static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("no-payload", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("no-udh", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("no-sar", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("no-tlv", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("no-plus", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry(
                    "service-type", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("tlv-wanted", "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry(
                    "validity-absolute",
                    "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry(
                    "validity-none",
                    "RightProfileIT.aCarrierThatInsistsIsSatisfiedByTheKeyOfItsProfileAndNotWithoutIt"),
            Map.entry("parts-max", "SegmenterTest.moreThanThePeerTakesIsSaidNotCut"),
            Map.entry("stale-session", "RebindIT.afterAlreadyBoundTheOldSessionGetsTimeToEnd"),
            Map.entry("ban", "RebindIT.aCarrierThatDropsEveryBindIsTriedAsOftenAsItsBudgetSays"),
            Map.entry("enquire-unanswered", "HostileCarrierIT.aSilentLinkIsAskedTwiceAndThenReplaced"),
            Map.entry("enquire-punished", "BindingTest.aCarrierThatCountsEnquireLinksIsAskedThoughItTalks"),
            Map.entry("unbind-every", "HostileCarrierIT.anUnbindBySmscWaitsForWhatIsOwedAndThenWeComeBack"),
            Map.entry(
                    "cut-every", "CutLinkIT.aLinkThatDropsIsNoticedWithinTwoIntervalsWithoutStormAndWithoutDuplicates"),
            Map.entry("stall-after", "HostileLinkIT.aCarrierThatAnswersEnquireLinkAndNoSubmitIsLeft"),
            Map.entry("dlr-cap", "MetricsIT.receiptsThatNeverComeAreTheGapBetweenThoseExpectedAndThoseTold"),
            Map.entry("resp-no-body", "ReceiptIdentityIT.aSubmitSmRespWithoutABodyIsAnAcceptance"),
            Map.entry("resp-empty-id", "FoldIT.aMessageWithoutAnIdTakesNoParkedReceipt"));

    /** In two parts, so that what carriers do to parts shows. */
    private static final String REPLY = "Yes, that is fine. ".repeat(20).strip();

    /**
     * What nobody can read as it was meant: a header that is not told from text, text that is told to be a header, and a NUL
     * that the alphabet knows as @.
     */
    private static final Set<String> GARBLING = Set.of("mo-header-unflagged", "mo-header-nonsense", "mo-nul");

    /** Damages what the table looks for; it has a test of its own. */
    private static final String GARBLED = "garbled";

    /** Carriers that do not say what they call a message: its receipts cannot be told from others'. */
    private static final Set<String> UNTRACEABLE = Set.of("resp-empty-id", "resp-no-body");

    private record Case(int number, Quirk quirk, SimulatedCarrier carrier, Set<String> ids) {

        String sender() {
            return "89%04d".formatted(number);
        }

        /** 555-0100 to 555-0199 in each area are kept for fiction. */
        String destination(int message) {
            return "1%d55501%02d".formatted(201 + number, message);
        }

        String subscriber() {
            return destination(99);
        }
    }

    @TempDir
    Path dir;

    @Test
    void withEveryQuirkEveryMessageEndsAndNothingIsTakenForWhatItIsNot() throws Exception {
        List<Case> cases = new ArrayList<>();
        Map<String, MessageState> ends = new ConcurrentHashMap<>();
        var esmeSide = new EsmeListener() {
            @Override
            public void received(Receipt receipt) {
                if (receipt.state().isFinal()) ends.putIfAbsent(receipt.messageId(), receipt.state());
            }
        };
        try {
            for (Quirk quirk : CarrierQuirks.all()) {
                if (!quirk.name().equals(GARBLED)) cases.add(start(cases.size(), quirk));
            }
            try (var momentum = ConfiguredAppliance.start(dir, config(cases));
                    var esme = momentum.esme(esmeSide)) {
                for (Case each : cases) submit(each, esme);
                for (Case each : cases) write(each);
                isSoWithin(WITHIN_NANOS, () -> complaints(cases, ends, esme).isEmpty());
                assertEquals(Map.of(), complaints(cases, ends, esme));
                assertEquals(Map.of(), misread(cases, momentum.facts(DlrReceived.class)));
            }
        } finally {
            cases.forEach(each -> each.carrier.close());
        }
    }

    @Test
    void whateverAnEsmeDoesEverySubmitIsAnsweredAndEveryReceiptArrives() throws Exception {
        List<EsmeCase> cases = new ArrayList<>();
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                var momentum = ConfiguredAppliance.start(dir, accounts(EsmeQuirks.all(), carrier.port()))) {
            try {
                for (Quirk quirk : EsmeQuirks.all()) cases.add(EsmeCase.bind(momentum, quirk));
                for (EsmeCase each : cases) each.submit();
                isSoWithin(WITHIN_NANOS, () -> complaints(cases).isEmpty());
                assertEquals(Map.of(), complaints(cases));
            } finally {
                cases.forEach(each -> each.esme.close());
            }
        }
    }

    private static Map<String, List<String>> complaints(List<EsmeCase> cases) {
        Map<String, List<String>> complaints = new TreeMap<>();
        for (EsmeCase each : cases) {
            List<String> said = each.complaints();
            if (!said.isEmpty()) complaints.put(each.quirk.name(), said);
        }
        return complaints;
    }

    private record EsmeCase(
            Quirk quirk,
            SimulatedEsme esme,
            Set<String> ended,
            List<CompletableFuture<EsmeListener.SubmitResult>> answers) {

        static EsmeCase bind(ConfiguredAppliance momentum, Quirk quirk) throws IOException {
            Set<String> ended = ConcurrentHashMap.newKeySet();
            var listener = new EsmeListener() {
                @Override
                public void received(Receipt receipt) {
                    if (receipt.state().isFinal()) ended.add(receipt.messageId());
                }
            };
            String argument = BITING_ESME.get(quirk.name());
            String choice = argument == null ? quirk.usage() : quirk.name() + "=" + argument;
            SimulatedEsme esme = momentum.esme(account(quirk), listener, choice);
            return new EsmeCase(quirk, esme, ended, new ArrayList<>());
        }

        /** A system_id has at most 15 characters. */
        static String account(Quirk quirk) {
            return "q-" + Integer.toHexString(quirk.name().hashCode());
        }

        void submit() {
            for (int i = 0; i < MESSAGES; i++)
                answers.add(esme.submit("890123", "120155501" + (10 + i), "Message " + i));
        }

        List<String> complaints() {
            List<String> said = new ArrayList<>();
            long answered = answers.stream().filter(CompletableFuture::isDone).count();
            if (answered < MESSAGES) said.add("answered " + answered);
            Set<String> ids = answers.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .filter(EsmeListener.SubmitResult::isAccepted)
                    .map(EsmeListener.SubmitResult::messageId)
                    .collect(Collectors.toSet());
            if (!ended.containsAll(ids)) said.add("accepted " + ids.size() + ", ended " + ended.size());
            if (esme.bindsOpen() == 0) said.add("not bound");
            return said;
        }
    }

    private static String accounts(List<Quirk> quirks, int carrierPort) {
        String accounts = quirks.stream()
                .map(quirk -> "  - { systemId: %s, password: { plain: secret }, window: 1000 }"
                        .formatted(EsmeCase.account(quirk)))
                .collect(Collectors.joining("\n"));
        return """
                accounts:
                %s
                carriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p } }
                routes:
                  - { to: "*", carriers: [telco] }
                """.formatted(accounts, carrierPort);
    }

    @Test
    void peersThatDamageHalfOfWhatTheySendHarmNobodyElse() throws Exception {
        var damaging = CarrierOptions.defaults().withQuirks("garbled=50");
        try (var bad = SimulatedCarrier.start(damaging);
                var good = SimulatedCarrier.start(CarrierOptions.defaults());
                var momentum = ConfiguredAppliance.start(dir, goodAndBad(good.port(), bad.port()));
                var badEsme = momentum.esme("garbled=50");
                var goodEsme = momentum.esme()) {
            List<CompletableFuture<EsmeListener.SubmitResult>> heard = new ArrayList<>();
            List<CompletableFuture<EsmeListener.SubmitResult>> answers = new ArrayList<>();
            for (int i = 0; i < DAMAGED; i++) {
                heard.add(badEsme.submit("890123", "120255501" + (10 + i % 80), "to the bad carrier " + i));
                heard.add(goodEsme.submit("890123", "120255501" + (10 + i % 80), "to the bad carrier " + i));
                answers.add(goodEsme.submit("890123", "120155501" + (10 + i % 80), "to the good carrier " + i));
            }
            for (var each : heard) each.get(20, TimeUnit.SECONDS); // whatever it says
            Set<String> ids = new HashSet<>();
            for (var each : answers) {
                EsmeListener.SubmitResult result = each.get(20, TimeUnit.SECONDS);
                assertTrue(result.isAccepted(), result.toString());
                ids.add(result.messageId());
            }
            until(
                    "the good ones have their receipts",
                    () -> receipted(goodEsme, badEsme).containsAll(ids));
            assertEquals(1, badEsme.bindsOpen());
            assertEquals(1, good.counts().bindsAccepted(), "the good carrier's session was lost");
            until("the bad carrier's session is up", () -> bad.counts().bindsOpen() == 1);
        }
    }

    /** Both are of one account, so that either may be given a receipt. */
    private static Set<String> receipted(SimulatedEsme... esmes) {
        return Stream.of(esmes)
                .flatMap(esme -> esme.receipts().stream())
                .map(EsmeListener.Receipt::messageId)
                .collect(Collectors.toSet());
    }

    private static String goodAndBad(int goodPort, int badPort) {
        String carrier =
                "{ id: %s, hosts: [\"127.0.0.1:%d\"], systemId: m, password: { plain: p }, responseTimeout: 2s }";
        return """
                accounts:
                  - { systemId: acme, password: { plain: secret }, window: 1000 }
                carriers:
                  - %s
                  - %s
                routes:
                  - { to: "1201", carriers: [good] }
                  - { to: "1202", carriers: [bad] }
                """.formatted(carrier.formatted("good", goodPort), carrier.formatted("bad", badPort));
    }

    private static Case start(int number, Quirk quirk) throws IOException {
        String argument = BITING.get(quirk.name());
        String choice = argument == null ? quirk.usage() : quirk.name() + "=" + argument;
        boolean beside = quirk.name().equals("stat-intermediate");
        var options = CarrierOptions.defaults()
                .withReceipts(receipts(quirk.name()))
                .withQuirks(beside ? new String[] {"dlr-accepted-first", choice} : new String[] {choice});
        var carrier = SimulatedCarrier.start(options);
        return new Case(number, quirk, carrier, new HashSet<>());
    }

    private static Receipts receipts(String quirk) {
        boolean textAlone = OF_TEXT.stream().anyMatch(quirk::startsWith) && !OF_TLVS.contains(quirk);
        Receipts receipts = Receipts.AT_ONCE.withForm(textAlone ? ReceiptForm.TEXT : ReceiptForm.BOTH);
        return FAILING.contains(quirk)
                ? receipts.withStates(new StateShare(MessageState.UNDELIVERABLE, 100))
                : receipts;
    }

    private static Set<MessageState> ends(String quirk) {
        if (FAILING.contains(quirk)) return Set.of(MessageState.UNDELIVERABLE);
        return OTHER_ENDS.getOrDefault(quirk, Set.of(MessageState.DELIVERED));
    }

    /** Final receipts of which error or date was not read as it is meant; a carrier that contradicts itself says both. */
    private static Map<String, List<String>> misread(List<Case> cases, List<DlrReceived> receipts) {
        Map<String, List<String>> misread = new TreeMap<>();
        for (Case each : cases) {
            String quirk = each.quirk.name();
            String error = ERRORS.getOrDefault(quirk, FAILING.contains(quirk) ? "001" : "000");
            for (DlrReceived receipt : receipts) {
                boolean ours = receipt.carrier().value().equals("c" + each.number);
                if (!ours || !receipt.state().isFinal() || receipt.reading().intermediate()) continue;
                List<String> said = misread.computeIfAbsent(quirk, q -> new ArrayList<>());
                if (!receipt.error().equals(error) && !quirk.equals("dlr-contradicted"))
                    said.add("err " + receipt.error());
                long agoMicros = receipt.atMicros() - receipt.doneAtMicros();
                boolean isDated = receipt.doneAtMicros() != 0;
                if (isDated == UNDATED.contains(quirk)) said.add("dated " + isDated);
                else if (isDated && Math.abs(agoMicros) > DATED_WITHIN_MICROS) said.add(agoMicros + " µs ago");
            }
        }
        misread.values().removeIf(List::isEmpty);
        return misread;
    }

    private static void submit(Case each, SimulatedEsme esme) throws Exception {
        List<CompletableFuture<EsmeListener.SubmitResult>> answers = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) answers.add(esme.submit(each.sender(), each.destination(i), "Message " + i));
        for (var answer : answers) {
            EsmeListener.SubmitResult result = answer.get(20, TimeUnit.SECONDS);
            if (result.isAccepted()) each.ids.add(result.messageId());
        }
    }

    private static void write(Case each) {
        each.carrier.injectMo(each.subscriber(), each.sender(), REPLY);
    }

    /** What is wrong with which quirk. */
    private static Map<String, List<String>> complaints(
            List<Case> cases, Map<String, MessageState> ends, SimulatedEsme esme) {
        Map<String, List<EsmeListener.Mo>> replies = new TreeMap<>();
        for (EsmeListener.Mo mo : esme.mos()) {
            replies.computeIfAbsent(mo.destination().text(), sender -> new ArrayList<>())
                    .add(mo);
        }
        Map<String, List<String>> complaints = new TreeMap<>();
        for (Case each : cases) {
            List<String> said = new ArrayList<>();
            if (each.ids.size() != MESSAGES) said.add("accepted " + each.ids.size());
            long ended = each.ids.stream().filter(ends::containsKey).count();
            if (ended < each.ids.size() && !UNTRACEABLE.contains(each.quirk.name())) said.add("ended " + ended);
            Set<MessageState> meant = ends(each.quirk.name());
            each.ids.stream()
                    .map(ends::get)
                    .filter(Objects::nonNull)
                    .filter(end -> !meant.contains(end))
                    .forEach(end -> said.add("ended as " + end));
            List<EsmeListener.Mo> mos = replies.getOrDefault(each.sender(), List.of());
            if (mos.isEmpty()) said.add("the reply is missing");
            for (EsmeListener.Mo mo : mos) {
                if (!mo.source().text().endsWith(each.subscriber())) said.add("no reply: " + mo.text());
                if (!GARBLING.contains(each.quirk.name()) && !mo.text().equals(REPLY)) said.add("not so: " + mo.text());
            }
            if (each.carrier.counts().bindsOpen() == 0) said.add("not bound");
            if (!said.isEmpty()) complaints.put(each.quirk.name(), said);
        }
        return complaints;
    }

    private static String config(List<Case> cases) {
        var senders = new ArrayList<String>();
        var carriers = new StringBuilder();
        var routes = new StringBuilder();
        for (Case each : cases) {
            senders.add('"' + each.sender() + '"');
            carriers.append("""
                      - id: %s
                        hosts: ["127.0.0.1:%d"]
                        systemId: momentum
                        password: { plain: secret }
                        responseTimeout: 2s
                        reconnect: { min: 100ms, max: 1s }
                        %s
                    """.formatted(
                    "c" + each.number, each.carrier.port(), CARRIER_KEYS.getOrDefault(each.quirk.name(), "binds: 1")));
            routes.append("  - { to: \"1%d\", carriers: [c%d] }%n".formatted(201 + each.number, each.number));
        }
        return """
                accounts:
                  - { systemId: acme, password: { plain: secret }, window: 1000, senders: %s }
                carriers:
                %sroutes:
                %s""".formatted(senders, carriers, routes);
    }
}
