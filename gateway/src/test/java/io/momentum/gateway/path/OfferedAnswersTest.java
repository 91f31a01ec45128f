package io.momentum.gateway.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.ShippedRules;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferedAnswersTest {

    private static final OptOutWords WORDS = OptOutWords.of(ShippedRules.config());
    private static final String ASKS = "Prioridad ALTA/MEDIA/BAJA?";
    private static final Set<String> ANSWERS = Set.of("alta", "baja");
    private static final long NUMBER = 15550100L;

    private final OfferedAnswers offered = new OfferedAnswers();

    private static Mt mt(long digits, String sender, String text) {
        byte[] pdu = PduWriter.submitSm(new Address(1, 1, sender), new Address(1, 1, Long.toString(digits)), text, 0);
        return new Mt(1, new SystemId("acme"), Origin.SMPP, sender, digits, 0, 0, Priority.CAMPAIGN, 0, false, 0, pdu);
    }

    private void write(long digits, String sender, String text) {
        offered.write(mt(digits, sender, text), WORDS, 0);
    }

    private Set<String> to(long digits, String sender) {
        return offered.to(digits, sender, 1);
    }

    @Test
    void whatTheLastMessageOfASenderOfferedIsKnown() {
        assertEquals(Set.of(), to(NUMBER, "890123"));
        write(NUMBER, "890123", ASKS);
        assertEquals(ANSWERS, to(NUMBER, "890123"));
        assertEquals(ANSWERS, to(NUMBER, "+890123"));
        assertEquals(Set.of(), to(NUMBER, "890124"));
        assertEquals(Set.of(), to(NUMBER + 1, "890123"));
        write(NUMBER, "890124", "Hola");
        assertEquals(ANSWERS, to(NUMBER, "890123"));
        write(NUMBER, "890123", "Hola");
        assertEquals(Set.of(), to(NUMBER, "890123"));
    }

    @Test
    void afterAWeekNothingIsOffered() {
        write(NUMBER, "890123", ASKS);
        assertEquals(ANSWERS, offered.to(NUMBER, "890123", OfferedAnswers.REMEMBERED_MILLIS - 1));
        assertEquals(Set.of(), offered.to(NUMBER, "890123", OfferedAnswers.REMEMBERED_MILLIS));
    }

    @Test
    void thePartsOfAMessageOfferWhatItOffersAsAWhole() {
        Mt whole = mt(NUMBER, "890123", ASKS);
        List<byte[]> pieces = List.of(
                mt(NUMBER, "890123", "Prioridad ALTA/ME").pdu(),
                mt(NUMBER, "890123", "DIA/BAJA?").pdu());
        for (Mt part : whole.cut(pieces, new CarrierId("telco"))) offered.write(part, WORDS, 0);
        assertEquals(ANSWERS, to(NUMBER, "890123"));
    }

    /** Beyond that the oldest are forgotten: their keywords close again. */
    @Test
    void soManyAreRememberedAndNoMore() {
        int most = 2 * OfferedAnswers.YOUNG_MAX;
        for (int i = 0; i < most + 1; i++) write(NUMBER + i, "890123", ASKS);
        assertEquals(Set.of(), to(NUMBER, "890123"));
        assertEquals(ANSWERS, to(NUMBER + most, "890123"));
        int known = 0;
        for (int i = 0; i < most + 1; i++) if (!to(NUMBER + i, "890123").isEmpty()) known++;
        assertEquals(OfferedAnswers.YOUNG_MAX + 1, known);
        write(NUMBER + OfferedAnswers.YOUNG_MAX, "890123", "Hola");
        assertEquals(Set.of(), to(NUMBER + OfferedAnswers.YOUNG_MAX, "890123"), "also of the old ones");
    }
}
