package io.momentum.ops.config;

import io.momentum.gateway.codec.MessageIdForm;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.codec.ReceiptTemplate;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.Concat;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The keys of an account that say how its ESMEs want to be spoken to. */
final class EsmeKeys {

    private static final Map<String, MessageIdForm> IDS = Map.of(
            "auto", MessageIdForm.AUTO,
            "hex", MessageIdForm.HEX,
            "decimal", MessageIdForm.DECIMAL,
            "uuid", MessageIdForm.UUID,
            "short", MessageIdForm.SHORT);
    private static final Map<String, OverWindow> OVER_WINDOW =
            Map.of("wait", OverWindow.WAIT, "throttled", OverWindow.THROTTLED, "queue-full", OverWindow.QUEUE_FULL);
    private static final Map<String, Concat> CONCAT = Map.of("join", Concat.JOIN, "pass", Concat.PASS);
    private static final Map<String, Boolean> DATES = Map.of("yyMMddHHmm", false, "yyMMddHHmmss", true);

    private EsmeKeys() {}

    static EsmeProfile read(Section account) {
        MessageIdForm ids = account.value("ids", Values.choice(IDS), MessageIdForm.AUTO);
        ReceiptForm receipts = receipts(account.section("receipts"), ids);
        boolean errorBody = account.value("errorBody", Values.FLAG, false);
        boolean longPassword = account.value("longPassword", Values.FLAG, false);
        OverWindow overWindow = account.value("overWindow", Values.choice(OVER_WINDOW), OverWindow.WAIT);
        BindLimits binds = binds(account.section("maxBindsOfKind"));
        var outbind = account.optional("outbind", Values.hostAndPort(InetSocketAddress::createUnresolved))
                .map(Placed::value);
        boolean banExempt = account.value("banExempt", Values.FLAG, false);
        Concat concat = account.value("concat", Values.choice(CONCAT), Concat.JOIN);
        return new EsmeProfile(receipts, errorBody, longPassword, overWindow, binds, outbind, banExempt, concat);
    }

    private static ReceiptForm receipts(Section section, MessageIdForm ids) {
        String template = section.value("template", EsmeKeys::template, ReceiptTemplate.APPENDIX_B);
        boolean seconds = section.value("dates", Values.choice(DATES), false);
        ZoneId zone = section.value("zone", EsmeKeys::zone, ZoneOffset.UTC);
        int errorDigits = section.value("errorDigits", Values.integer(1, ReceiptTemplate.ERROR_DIGITS_MAX), 3);
        boolean tlvs = section.value("tlvs", Values.FLAG, true);
        section.end();
        var wanted = new ReceiptTemplate(template, zone, seconds, errorDigits);
        boolean usual = wanted.equals(new ReceiptTemplate(ReceiptTemplate.APPENDIX_B, ZoneOffset.UTC, false, 3));
        return new ReceiptForm(ids, usual ? Optional.empty() : Optional.of(wanted), tlvs);
    }

    private static String template(String text) {
        ReceiptTemplate.check(text);
        return text;
    }

    private static ZoneId zone(String text) {
        if (text.equals("UTC")) return ZoneOffset.UTC;
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw Values.bad("a time zone such as UTC, +02:00 or Europe/Madrid", text);
        }
    }

    private static BindLimits binds(Section section) {
        var limits = new BindLimits(
                section.value("transmitter", Values.integer(0, 1000), BindLimits.UNLIMITED.transmitters()),
                section.value("receiver", Values.integer(0, 1000), BindLimits.UNLIMITED.receivers()),
                section.value("transceiver", Values.integer(0, 1000), BindLimits.UNLIMITED.transceivers()));
        section.end();
        return limits;
    }
}
