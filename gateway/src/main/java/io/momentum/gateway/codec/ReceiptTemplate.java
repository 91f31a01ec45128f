package io.momentum.gateway.codec;

import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.MessageState;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the receipts of one account, where it is not the one of {@link ReceiptText}: words and fields in any order,
 * dates in the account's zone, with or without seconds, and an error of at least so many digits. Made once from the
 * configuration.
 *
 * @param text words and fields: {@code {id} {sub} {dlvrd} {submit} {done} {stat} {err} {text}}
 * @param zone in which submit and done dates are written
 * @param seconds whether dates are {@code yyMMddHHmmss} instead of {@code yyMMddHHmm}
 * @param errorDigits how wide err is at least, 1 to 8; a longer code is never cut
 */
public record ReceiptTemplate(String text, ZoneId zone, boolean seconds, int errorDigits) {

    /** The words and order of SMPP 3.4 Appendix B. */
    public static final String APPENDIX_B = "id:{id} sub:{sub} dlvrd:{dlvrd} submit date:{submit} done date:{done}"
            + " stat:{stat} err:{err} text:{text}";

    /** With this many octets of words every receipt fits into short_message, whatever its fields are. */
    public static final int WORDS_MAX = 130;

    public static final int ERROR_DIGITS_MAX = 8;

    private static final Pattern FIELD = Pattern.compile("\\{([a-z]*)}");
    private static final int ERROR_MAX = 16;
    private static final int QUOTED_MAX = 20;

    private static final Map<String, Field> FIELDS = Map.of(
            "id", Field.ID,
            "sub", Field.SUB,
            "dlvrd", Field.DLVRD,
            "submit", Field.SUBMIT,
            "done", Field.DONE,
            "stat", Field.STAT,
            "err", Field.ERR,
            "text", Field.TEXT);

    private enum Field {
        ID,
        SUB,
        DLVRD,
        SUBMIT,
        DONE,
        STAT,
        ERR,
        TEXT
    }

    public ReceiptTemplate {
        check(text);
        if (errorDigits < 1 || errorDigits > ERROR_DIGITS_MAX)
            throw new IllegalArgumentException("errorDigits: 1.." + ERROR_DIGITS_MAX);
    }

    /**
     * Says what is wrong with a template's text.
     *
     * @throws IllegalArgumentException with a message for whoever wrote it
     */
    public static void check(String text) {
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f))
            throw new IllegalArgumentException("must be printable ASCII");
        List<Field> seen = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            Field field = FIELDS.get(matcher.group(1));
            if (field == null) throw new IllegalArgumentException("has no field '" + matcher.group() + "'");
            if (seen.contains(field)) throw new IllegalArgumentException("has '" + matcher.group() + "' twice");
            seen.add(field);
        }
        if (!seen.contains(Field.ID) || !seen.contains(Field.STAT))
            throw new IllegalArgumentException("must have {id} and {stat}");
        if (FIELD.matcher(text).replaceAll("").length() > WORDS_MAX)
            throw new IllegalArgumentException("has more than " + WORDS_MAX + " characters besides its fields");
    }

    /** Appends the text of a receipt. */
    void write(ByteBuf out, OutboxEntry.Receipt receipt, MessageIdForm ids) {
        Matcher matcher = FIELD.matcher(text);
        int at = 0;
        while (matcher.find()) {
            words(out, text.substring(at, matcher.start()));
            Field field = FIELDS.get(matcher.group(1));
            if (field != null) field(out, field, receipt, ids);
            at = matcher.end();
        }
        words(out, text.substring(at));
    }

    private void field(ByteBuf out, Field field, OutboxEntry.Receipt receipt, MessageIdForm ids) {
        switch (field) {
            case ID -> ids.write(out, receipt.mtId());
            case SUB -> words(out, "001");
            case DLVRD -> words(out, receipt.state() == MessageState.DELIVERED ? "001" : "000");
            case SUBMIT -> words(out, date(receipt.submitAtMicros()));
            case DONE -> words(out, date(receipt.doneAtMicros()));
            case STAT -> words(out, receipt.state().stat());
            case ERR -> error(out, receipt.error());
            case TEXT -> quoted(out, receipt.text());
        }
    }

    private String date(long micros) {
        ZonedDateTime at =
                Instant.ofEpochSecond(Math.max(0, micros) / 1_000_000).atZone(zone);
        String date = "%02d%02d%02d%02d%02d"
                .formatted(at.getYear() % 100, at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute());
        return seconds ? date + "%02d".formatted(at.getSecond()) : date;
    }

    private void error(ByteBuf out, String error) {
        String kept = error.substring(0, Math.min(ERROR_MAX, error.length()));
        words(out, "0".repeat(Math.max(0, errorDigits - kept.length())));
        words(out, kept);
    }

    private static void quoted(ByteBuf out, byte[] text) {
        for (int i = 0; i < Math.min(QUOTED_MAX, text.length); i++) out.writeByte(printable((char) (text[i] & 0xFF)));
    }

    private static void words(ByteBuf out, String words) {
        for (int i = 0; i < words.length(); i++) out.writeByte(printable(words.charAt(i)));
    }

    private static int printable(char c) {
        return c >= ' ' && c < 0x7F ? c : '.';
    }
}
