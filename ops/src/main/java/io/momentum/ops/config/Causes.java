package io.momentum.ops.config;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.cause.Retry;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** The files that say what carriers' codes mean: a base for all, and over it those that a profile names. */
final class Causes {

    private static final String BASE = "base";
    private static final String KEYS = "causes";
    private static final Pattern RANGE =
            Pattern.compile("(0x[0-9a-fA-F]{1,8}|[0-9]{1,9})-(0x[0-9a-fA-F]{1,8}|[0-9]{1,9})");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,8}|[0-9]{1,9}");
    private static final int RANGE_MAX = 4_096;

    private final Library files;
    private final Map<String, Map<Code, Meaning>> read = new HashMap<>();

    Causes(Library files) {
        this.files = files;
    }

    /** What holds where a profile names no file. */
    CauseRules base() {
        return new CauseRules(new CauseTable(find(BASE).orElse(Map.of())), CauseRules.DEFAULT.optOuts());
    }

    /** A profile's {@code causes} and {@code optOuts}: of two files that know a code, the one named first counts. */
    CauseRules read(Section section, CauseRules before) {
        OptOuts optOuts = section.value("optOuts", Values.constant(OptOuts.class), before.optOuts());
        List<Placed<String>> names = section.list("causes", Values.visible(1, 63));
        if (!section.has("causes")) return new CauseRules(before.table(), optOuts);
        Map<Code, Meaning> meanings = new HashMap<>(find(BASE).orElse(Map.of()));
        for (Placed<String> name : names.reversed()) {
            Optional<Map<Code, Meaning>> found = find(name.value());
            found.ifPresentOrElse(meanings::putAll, () -> files.isMissing(name));
        }
        return new CauseRules(new CauseTable(meanings), optOuts);
    }

    private Optional<Map<Code, Meaning>> find(String name) {
        Map<Code, Meaning> known = read.get(name);
        if (known != null) return Optional.of(known);
        files.find(name, KEYS).ifPresent(found -> read.put(name, file(found)));
        return Optional.ofNullable(read.get(name));
    }

    private static Map<Code, Meaning> file(Section section) {
        section.required("version", Values.visible(1, 20));
        Map<Code, Meaning> ranges = new HashMap<>();
        Map<Code, Meaning> single = new HashMap<>();
        for (Layer layer : Layer.values()) {
            section.each(
                    Values.written(layer),
                    (word, value) -> meaning(section, word, value).ifPresent(meaning -> {
                        List<Code> codes = codes(layer, word, value);
                        for (Code code : codes) (codes.size() == 1 ? single : ranges).put(code, meaning);
                    }));
        }
        section.end();
        ranges.putAll(single);
        return Map.copyOf(ranges);
    }

    private static Optional<Meaning> meaning(Section section, String word, Placed<?> value) {
        if (value.node() instanceof MappingNode) return meaning(new Section(value.source(), value.node(), KEYS));
        return section.parse(word, value.node(), Values.constant(Cause.class)).map(cause -> Meaning.of(cause.value()));
    }

    private static Optional<Meaning> meaning(Section section) {
        Optional<Placed<Cause>> named = section.required("cause", Values.constant(Cause.class));
        Cause cause = named.map(Placed::value).orElse(Cause.UNKNOWN);
        var meaning = new Meaning(
                cause,
                section.value("retry", Values.constant(Retry.class), cause.retry()),
                section.value("means", text -> text, ""),
                section.value("advice", text -> text, cause.advice()),
                section.value("optsOut", Values.FLAG, false));
        section.end();
        if (meaning.optsOut() && cause != Cause.OPTED_OUT) section.problem("optsOut", "only with cause: opted-out");
        return named.map(found -> meaning);
    }

    /** One code, or all of a range. A command_status may be written in either base; what receipts say is taken as it is. */
    private static List<Code> codes(Layer layer, String word, Placed<?> value) {
        Matcher range = RANGE.matcher(word);
        if (range.matches()) {
            long from = Long.decode(plain(range.group(1)));
            long to = Long.decode(plain(range.group(2)));
            if (to < from || to - from >= RANGE_MAX) {
                value.problem(word + ": must be a range of at most " + RANGE_MAX + " codes");
                return List.of();
            }
            var codes = new ArrayList<Code>();
            for (long code = from; code <= to; code++) codes.add(new Code(layer, Long.toString(code)));
            return codes;
        }
        if (layer != Layer.SUBMIT) return List.of(Code.of(layer, word));
        if (NUMBER.matcher(word).matches()) return List.of(new Code(layer, Long.toString(Long.decode(plain(word)))));
        value.problem(word + ": must be a command_status such as 0x58 or 88, or a range of them");
        return List.of();
    }

    /** Without the zeros that would make it octal. */
    private static String plain(String number) {
        return number.startsWith("0x") ? number : number.replaceFirst("^0+(?=.)", "");
    }
}
