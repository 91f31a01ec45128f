package io.momentum.ops.followup.classify;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a reply names, for the form of its outcome. As found: the form shows it, a person confirms it.
 *
 * @param when a day or a time
 * @param amount of money
 * @param reference of a payment, an order, a vehicle; upper case
 */
public record Extracted(Optional<Moment> when, Optional<Amount> amount, Optional<String> reference) {

    public static final Extracted NOTHING = new Extracted(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The fields of a form that it fills: {@code date} (ISO), {@code time}, {@code amount}, {@code currency},
     * {@code reference}; those that are known.
     *
     * @param said the day on which it was said, where it was
     */
    public Map<String, String> fields(LocalDate said) {
        Map<String, String> fields = new TreeMap<>();
        when.flatMap(moment -> moment.date(said)).ifPresent(date -> fields.put("date", date.toString()));
        when.map(Moment::time).ifPresent(time -> fields.put("time", time.toString()));
        amount.ifPresent(each -> fields.put("amount", each.value().toPlainString()));
        amount.map(Amount::currency).filter(each -> !each.isEmpty()).ifPresent(each -> fields.put("currency", each));
        reference.ifPresent(each -> fields.put("reference", each));
        return fields;
    }

    /** @param language "en" reads 3/4 as the 4th of March, any other as the 3rd of April */
    static Extracted from(Folded reply, String language) {
        Optional<Amount> amount = Amount.in(reply.words());
        return new Extracted(
                Moment.in(reply.words(), language), amount, Reference.in(reply.words(), amount.isPresent()));
    }
}
