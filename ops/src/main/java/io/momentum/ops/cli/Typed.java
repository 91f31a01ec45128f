package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierOptions.IdFormat;
import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How what is typed becomes what it means, written as in the configuration. */
final class Typed {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SHARE = Pattern.compile("(.+):([0-9]{1,3}(?:\\.[0-9]+)?)%?");
    /** So that its milliseconds are an int. */
    private static final Duration LONGEST = Duration.ofDays(20);

    private Typed() {}

    /** A time between two: "200ms", or "200ms-2s" for any time from the one to the other. */
    record Span(int minMillis, int maxMillis) {

        static Span parse(String text) {
            int dash = text.indexOf('-');
            String least = dash < 0 ? text : text.substring(0, dash);
            String most = dash < 0 ? text : text.substring(dash + 1);
            var span = new Span(millis(duration(least)), millis(duration(most)));
            if (span.minMillis > span.maxMillis) throw new TypeConversionException("the shorter time comes first");
            return span;
        }
    }

    /** A command_status, decimal or 0x58. */
    static final class Status implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return status(text);
        }
    }

    static CommandLine register(CommandLine command) {
        return command.registerConverter(SystemId.class, SystemId::new)
                .registerConverter(CarrierId.class, CarrierId::new)
                .registerConverter(Duration.class, Typed::duration)
                .registerConverter(Span.class, Span::parse)
                .registerConverter(Numbers.class, Numbers::parse)
                .registerConverter(StateShare.class, Typed::stateShare)
                .registerConverter(IdFormat.class, text -> constant(IdFormat.class, text))
                .registerConverter(ReceiptForm.class, text -> constant(ReceiptForm.class, text))
                .registerConverter(EsmeOptions.Bind.class, text -> constant(EsmeOptions.Bind.class, text));
    }

    static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) throw new TypeConversionException("'" + text + "' is no time such as 500ms, 30s or 5m");
        Duration unit = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        Duration value = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (value.compareTo(LONGEST) > 0) throw new TypeConversionException("'" + text + "' is longer than 20d");
        return value;
    }

    private static StateShare stateShare(String text) {
        Matcher share = share(text, "UNDELIV:5");
        return new StateShare(state(share.group(1)), Double.parseDouble(share.group(2)));
    }

    private static Matcher share(String text, String example) {
        Matcher share = SHARE.matcher(text);
        if (!share.matches()) {
            throw new TypeConversionException("'%s' is no share in percent such as %s".formatted(text, example));
        }
        return share;
    }

    private static MessageState state(String word) {
        for (MessageState state : MessageState.values()) {
            if (word.equalsIgnoreCase(state.name()) || word.equalsIgnoreCase(state.stat())) return state;
        }
        String known = Stream.of(MessageState.values()).map(MessageState::stat).collect(Collectors.joining(", "));
        throw new TypeConversionException("'%s' is none of %s".formatted(word, known));
    }

    private static int status(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no command_status such as 88 or 0x58");
        }
    }

    /** A constant as the configuration writes it: hex-then-decimal, transmitter+receiver. */
    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_').replace('+', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) return constant;
        }
        String known = Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        throw new TypeConversionException("'%s' is none of %s".formatted(text, known));
    }
}
