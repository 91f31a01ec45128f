package io.momentum.gateway.intercept;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.message.Priority;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a program is asked and answers: a line each, fields parted by tabs; within a field a tab, a line feed and a backslash are written
 * {@code \t}, {@code \n} and {@code \\}. An empty field of a question is written {@code -}, for a shell reads tabs side by side as one.
 *
 * <pre>{@code
 * question: number account sourceTon source destinationTon destination serviceType dataCoding priorityFlag text
 * answer:   number pass | number reject [status] | number drop | number rewrite name=value ...
 *           (source, destination, serviceType, priority, carrier, tlv.0x1400)
 * }</pre>
 */
public final class HookLine {

    private static final String EMPTY = "-";
    private static final int SOURCE_MAX = 20;
    private static final int SERVICE_TYPE_MAX = 5;
    private static final int NUMBER_DIGITS = 18;

    private HookLine() {}

    /** The question, with the line feed at its end. */
    public static byte[] question(long number, Subject subject) {
        MessagePdu message = subject.message();
        List<String> fields = List.of(
                Long.toString(number),
                subject.account().value(),
                Integer.toString(message.sourceTon()),
                message.source().text(),
                Integer.toString(message.destinationTon()),
                message.destination().text(),
                message.serviceType(),
                Integer.toString(message.dataCoding()),
                Integer.toString(message.priority()),
                subject.text());
        String line = String.join("\t", fields.stream().map(HookLine::escaped).toList());
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String field) {
        if (field.isEmpty()) return EMPTY;
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String plain(String field) {
        if (field.indexOf('\\') < 0) return field;
        var plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                plain.append(c);
                continue;
            }
            char next = field.charAt(++i);
            plain.append(
                    switch (next) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> next;
                    });
        }
        return plain.toString();
    }

    /** The number of the question that a line answers; empty where it is no answer. */
    public static OptionalLong number(String line) {
        int end = line.indexOf('\t');
        if (end < 1 || end > NUMBER_DIGITS || !line.chars().limit(end).allMatch(c -> c >= '0' && c <= '9'))
            return OptionalLong.empty();
        return OptionalLong.of(Long.parseLong(line.substring(0, end)));
    }

    /** What the line says is to be done; empty where it cannot be understood. */
    public static Optional<Action> answer(String line) {
        String[] fields = line.stripTrailing().split("\t", -1);
        if (fields.length < 2) return Optional.empty();
        try {
            return switch (fields[1]) {
                case "pass" -> Optional.of(new Action.Pass());
                case "drop" -> Optional.of(new Action.Drop());
                case "reject" -> Optional.of(new Action.Reject(fields.length < 3 ? Action.STATUS : status(fields[2])));
                case "rewrite" -> Optional.of(new Action.Rewrite(changes(fields)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int status(String text) {
        int status = Integer.decode(text);
        if (status < 1 || status > 0xFFFF) throw new IllegalArgumentException("status");
        return status;
    }

    private static Changes changes(String[] fields) {
        Changes changes = Changes.NONE;
        for (int i = 2; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            if (equals < 0) throw new IllegalArgumentException("name=value");
            changes = with(changes, fields[i].substring(0, equals), plain(fields[i].substring(equals + 1)));
        }
        return changes;
    }

    /** One change more. Throws IllegalArgumentException for a name or value that cannot be. */
    public static Changes with(Changes c, String name, String value) {
        return switch (name) {
            case "source" ->
                new Changes(
                        Optional.of(source(value)),
                        c.destination(),
                        c.serviceType(),
                        c.priority(),
                        c.carrier(),
                        c.tlvs());
            case "destination" ->
                new Changes(
                        c.source(),
                        Optional.of(destination(value)),
                        c.serviceType(),
                        c.priority(),
                        c.carrier(),
                        c.tlvs());
            case "serviceType" ->
                new Changes(
                        c.source(),
                        c.destination(),
                        Optional.of(visible(value, 0, SERVICE_TYPE_MAX)),
                        c.priority(),
                        c.carrier(),
                        c.tlvs());
            case "priority" ->
                new Changes(
                        c.source(),
                        c.destination(),
                        c.serviceType(),
                        Optional.of(Priority.valueOf(value.toUpperCase(Locale.ROOT))),
                        c.carrier(),
                        c.tlvs());
            case "carrier" ->
                new Changes(
                        c.source(),
                        c.destination(),
                        c.serviceType(),
                        c.priority(),
                        Optional.of(new CarrierId(value)),
                        c.tlvs());
            default -> withTlv(c, name, value);
        };
    }

    private static Changes withTlv(Changes c, String name, String value) {
        if (!name.matches("tlv\\.0x[0-9a-fA-F]{1,4}")) throw new IllegalArgumentException(name);
        List<Changes.Value> tlvs = new ArrayList<>(c.tlvs());
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 254) throw new IllegalArgumentException("a TLV has at most 254 octets here");
        tlvs.add(new Changes.Value(Integer.decode(name.substring("tlv.".length())), octets));
        return new Changes(c.source(), c.destination(), c.serviceType(), c.priority(), c.carrier(), tlvs);
    }

    private static Address source(String value) {
        Address address = PduWriter.address(visible(value, 1, SOURCE_MAX));
        if (address.ton() == 5 && value.length() > 11)
            throw new IllegalArgumentException("a name has at most 11 characters");
        return address;
    }

    private static Address destination(String value) {
        if (!value.matches("\\+?[1-9][0-9]{2,14}")) throw new IllegalArgumentException("an international number");
        return PduWriter.address(value);
    }

    private static String visible(String value, int min, int max) {
        boolean fits = value.length() >= min && value.length() <= max;
        if (fits && value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) return value;
        throw new IllegalArgumentException("%d to %d ASCII characters".formatted(min, max));
    }
}
