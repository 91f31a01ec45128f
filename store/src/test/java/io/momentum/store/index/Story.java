package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Facts for tests: messages of the account acme through the carrier telco, a millisecond apart. */
final class Story {

    static final SystemId ACME = new SystemId("acme");
    static final CarrierId TELCO = new CarrierId("telco");
    static final long BASE_MICROS = 1_795_000_000_000_000L;
    static final Address SENDER = new Address(0, 1, "890123");

    private Story() {}

    static long mtId(int n) {
        return MessageId.firstOf(BASE_MICROS / 1_000 + n);
    }

    static long at(int n) {
        return BASE_MICROS + n * 1_000L;
    }

    static long digits(int n) {
        return 15_550_100_000L + n % 100;
    }

    static String smscId(int n) {
        return "%08X".formatted(n + 10);
    }

    static MtAccepted accepted(int n) {
        return accepted(n, Origin.SMPP, 1, null);
    }

    static MtAccepted accepted(int n, Origin origin, int registeredDelivery, @Nullable String key) {
        var destination = new Address(1, 1, Long.toString(digits(n)));
        byte[] pdu = submit(destination.text(), "Hello number " + n + ", how are you?");
        return new MtAccepted(
                at(n), mtId(n), ACME, origin, SENDER, destination, digits(n), registeredDelivery, key, pdu);
    }

    static byte[] submit(String destination, String text) {
        var body = "\0" + "\0\1" + "890123\0" + "\1\1" + destination + "\0" + "\0\0\0" + "\0\0" + "\1\0\0\0"
                + (char) text.length() + text;
        return ("0123456789abcdef" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    static MtAttempted attempted(int n, int attempt) {
        return new MtAttempted(at(n) + 100, mtId(n), TELCO, attempt);
    }

    static MtSubmitted submitted(int n) {
        return new MtSubmitted(at(n) + 200, mtId(n), TELCO, smscId(n));
    }

    static MtDeferred deferred(int n) {
        return new MtDeferred(at(n) + 200, mtId(n), TELCO, 0x58);
    }

    static MtRefused refused(int n, int status) {
        return new MtRefused(at(n) + 200, mtId(n), TELCO, status);
    }

    static MtUnknown unknown(int n, UnknownPolicy policy) {
        return new MtUnknown(at(n) + 200, mtId(n), TELCO, policy);
    }

    static MtExpired expired(int n) {
        return new MtExpired(at(n) + 200, mtId(n));
    }

    static DlrReceived dlr(int n, MessageState state) {
        return new DlrReceived(
                at(n) + 300, mtId(n) + 1, TELCO, smscId(n), state, "000", at(n) + 250, new byte[] {1, 2, 3});
    }

    static DlrForwarded forwarded(int n, long outboxId, int status) {
        return new DlrForwarded(at(n) + 400, outboxId, mtId(n), ACME, status);
    }

    static MoReceived mo(int n, @Nullable SystemId account) {
        var source = new Address(1, 1, Long.toString(digits(n)));
        return new MoReceived(at(n), mtId(n) + 2, TELCO, account, source, SENDER, digits(n), new byte[] {9, 8, 7});
    }

    static OptedOut out(int n, SuppressionScope scope) {
        return new OptedOut(at(n), digits(n), scope, OptSource.KEYWORD, mtId(n) + 2, "STOP");
    }

    static OptedIn in(int n, SuppressionScope scope) {
        return new OptedIn(at(n), digits(n), scope, OptSource.OPERATOR, 0, "asked to");
    }

    /** All that can happen to many messages, in an order that a seed decides; a message's own steps stay in order, mostly. */
    static List<Fact> random(long seed, int messages) {
        var random = new Random(seed);
        var open = new ArrayList<List<Fact>>();
        var facts = new ArrayList<Fact>();
        int started = 0;
        while (started < messages || !open.isEmpty()) {
            boolean start = started < messages && (open.size() < 50 || random.nextInt(3) == 0);
            if (start) open.add(life(random, started++));
            List<Fact> next = open.get(random.nextInt(open.size()));
            facts.add(numbered(next.removeFirst(), facts.size()));
            if (next.isEmpty()) open.remove(next);
        }
        return facts;
    }

    /** Gives every receipt an id of its own, as the gateway does, and has carriers write the message's id in their ways. */
    private static Fact numbered(Fact fact, int n) {
        if (!(fact instanceof DlrReceived f)) return fact;
        long number = Long.parseLong(f.smscId(), 16);
        Reading reading = switch ((int) (number % 4)) {
            case 0 -> Reading.PLAIN;
            case 1 -> reading(IdForm.AUTO, digits((int) number - 10));
            case 2 -> reading(IdForm.HEX_THEN_DECIMAL, 0);
            default -> reading(IdForm.AUTO, 0);
        };
        boolean turned = number % 4 == 1 || number % 4 == 2;
        return new DlrReceived(
                f.atMicros(),
                f.dlrId() + n,
                f.carrier(),
                turned ? Long.toString(number) : f.smscId(),
                f.state(),
                f.error(),
                f.doneAtMicros(),
                f.pdu(),
                reading);
    }

    private static Reading reading(IdForm form, long digits) {
        return new Reading(form, 5, digits, 890_123, "", false, false, digits % 2 == 0, 50);
    }

    private static List<Fact> life(Random random, int n) {
        var life = new ArrayList<Fact>();
        life.add(accepted(n, random.nextInt(5) == 0 ? Origin.API : Origin.SMPP, random.nextInt(32), "key" + n % 7));
        if (random.nextInt(10) == 0) life.add(mo(n, random.nextBoolean() ? ACME : null));
        if (random.nextInt(10) == 0) life.add(out(n, SuppressionScope.GLOBAL));
        if (random.nextInt(10) == 0) life.add(in(n, SuppressionScope.GLOBAL));
        life.add(attempted(n, 1));
        switch (random.nextInt(8)) {
            case 0 -> life.add(refused(n, 0x0b));
            case 1 -> life.add(expired(n));
            case 2 -> life.add(unknown(n, UnknownPolicy.HOLD));
            case 3 -> life.addAll(List.of(unknown(n, UnknownPolicy.RESEND), attempted(n, 2), submitted(n)));
            case 4 -> life.addAll(List.of(dlr(n, MessageState.DELIVERED), submitted(n)));
            case 5 -> life.addAll(List.of(deferred(n), attempted(n, 2), submitted(n), dlr(n, MessageState.EXPIRED)));
            default -> life.addAll(List.of(submitted(n), dlr(n, MessageState.ENROUTE), dlr(n, MessageState.DELIVERED)));
        }
        if (random.nextInt(4) == 0) life.add(dlr(n, MessageState.DELIVERED));
        if (random.nextInt(8) == 0) life.add(dlr(n, MessageState.UNDELIVERABLE));
        if (random.nextInt(3) > 0)
            life.add(forwarded(n, 1L + random.nextInt(n + 1), random.nextInt(3) == 0 ? 0x14 : 0));
        return life;
    }
}
