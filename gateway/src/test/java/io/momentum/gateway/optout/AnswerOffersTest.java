package io.momentum.gateway.optout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.optout.Verdict.Kind;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerOffersTest {

    private static final long SPAIN = 34600555010L;
    private static final long UNITED_STATES = 15550100123L;

    private static final OptOutWords RULES = ShippedRules.words();

    private final OptOutWords words = RULES;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Prioridad ALTA/MEDIA/BAJA?|alta baja",
                "¿Prioridad alta, media o baja?|alta baja",
                "Ticket 4711: ¿qué prioridad? 1 ALTA, 2 MEDIA o 3 BAJA|alta baja",
                "Prioridad:\\n1. ALTA\\n2. MEDIA\\n3. BAJA|alta baja",
                "Prioridad ALTA - BAJA - MEDIA|alta baja",
                "Volumen ALTO/MEDIO/BAJO|alto",
                "Su cita es mañana. Responda CONFIRMAR o CANCELAR|cancelar",
                "Responda CANCELAR para anular su cita|cancelar",
                "Su turno es el lunes, SALIR si no puede asistir|salir",
                "Visit on Friday. Reply CONFIRM, RESCHEDULE or CANCEL.|cancel",
                "Reply CANCEL to cancel your visit|cancel",
                "Reply C to confirm or CANCEL to change your appointment|cancel",
                "Consulta amanhã: CONFIRMAR ou CANCELAR?|cancelar",
                "Responda SAIR para desmarcar sua consulta|sair",
                "Which session: START, MIDDLE or END?|end start",
            })
    void whatAMessageOffersAsAnAnswerIsFound(String text, String expected) {
        assertEquals(expected, String.join(" ", new TreeSet<>(words.offered(text.replace("\\n", "\n")))));
        assertTrue(words.mayOffer(text.getBytes(ISO_8859_1)), "in one octet a letter");
        assertTrue(words.mayOffer(text.getBytes(UTF_16BE)), "in two");
    }

    /** What a word closes must be closed by it: each of these tells how to get no more, or may do so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Oferta 2x1. Responda BAJA para no recibir mas",
                "Responda BAJA para darse de baja",
                "BAJA para salir",
                "Responda ALTA o BAJA",
                "Responda SI, NO o BAJA",
                "Promo: INFO/BAJA",
                "Prioridad ALTA/MEDIA/BAJA? Para no recibir mas mensajes responda BAJA",
                "Prioridad MEDIA o BAJA para no recibir mas",
                "Reply CANCEL to cancel your visit reminders",
                "Reply CANCEL to cancel",
                "Reply CANCEL to cancel your subscription",
                "Reply CONFIRM or STOP to end",
                "Visit on Friday? Reply CONFIRM or CANCEL. Reply CANCEL to get no more texts",
                "Reply STOP to cancel your visit",
                "Reply STOP, QUIT or UNSUBSCRIBE to cancel your visit",
                "media baja",
                "la prioridad es baja",
                "Responda CANCELAR para cancelar su servicio",
                "Para cancelar responda SALIR",
                "SAIR para cancelar",
                "ARRET au 36111",
                "",
            })
    void aWordThatMayEndMessagesIsNotOffered(String text) {
        Set<String> offered = new TreeSet<>(words.offered(text));
        offered.remove("alta");
        assertEquals(Set.of(), offered);
    }

    @ParameterizedTest
    @CsvSource({
        "BAJA, KEYWORD, AMBIGUOUS",
        "baja por favor, KEYWORD, AMBIGUOUS",
        "ALTA, OPT_IN, NONE",
        "STOP, KEYWORD, KEYWORD",
        "no me manden mas mensajes, PHRASE, PHRASE",
        "SALIR, KEYWORD, KEYWORD",
        "media, NONE, NONE",
    })
    void anAnswerThatWasOfferedLeavesADoubt(String text, Kind alone, Kind inAnswer) {
        Verdict verdict = words.classify(text, SPAIN);
        assertEquals(alone, verdict.kind());
        Set<String> offered = words.offered("Prioridad ALTA/MEDIA/BAJA?");
        assertEquals(inAnswer, OptOutWords.inAnswer(verdict, SPAIN, offered).kind());
        assertEquals(verdict, OptOutWords.inAnswer(verdict, SPAIN, Set.of()));
    }

    @Test
    void theDoubtSaysWhy() {
        Verdict doubt = OptOutWords.inAnswer(words.classify("Baja", SPAIN), SPAIN, Set.of("baja"));
        assertEquals(new Verdict(Kind.AMBIGUOUS, "baja, offered as an answer", "es", "optout-es@3"), doubt);
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, 15550100123, KEYWORD",
        "end, 15550100123, KEYWORD",
        "arret, 15145550123, KEYWORD",
        "cancelar, 573005550100, KEYWORD",
        "salir, 573005550100, KEYWORD",
        "sair, 5511955550100, KEYWORD",
        "alto, 525555550100, KEYWORD",
        "cancel, 34600555010, AMBIGUOUS",
        "cancelar, 34600555010, AMBIGUOUS",
        "baja, 525555550100, AMBIGUOUS",
    })
    void whatTheLawOfACountryNamesClosesWhateverWasOffered(String word, long digits, Kind expected) {
        Verdict verdict = words.classify(word, digits);
        assertEquals(Kind.KEYWORD, verdict.kind());
        assertEquals(
                expected, OptOutWords.inAnswer(verdict, digits, Set.of(word)).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "stop all",
                "stop it",
                "STOPALL",
                "St0p",
                "unsubscribe",
                "opt out",
                "optout",
                "quit",
                "revoke"
            })
    void stopAndItsLikeAreNeverAnAnswer(String text) {
        for (long digits : new long[] {SPAIN, UNITED_STATES}) {
            Verdict verdict = words.classify(text, digits);
            assertEquals(verdict, OptOutWords.inAnswer(verdict, digits, Set.of(verdict.word())));
            assertEquals(Kind.KEYWORD, verdict.kind());
        }
    }

    @Test
    void otherMessagesAreNotLookedAt() {
        for (String text :
                new String[] {"Your code is 123456", "Oferta 2x1. Responda BAJA para no recibir mas", "Media hora"})
            assertFalse(words.mayOffer(text.getBytes(ISO_8859_1)), text);
        assertFalse(OptOutWords.of(OptOutConfig.BARE).mayOffer("Prioridad ALTA/MEDIA/BAJA?".getBytes(ISO_8859_1)));
    }

    /** The look at octets never misses what the look at words finds. */
    @Property(tries = 3000)
    void whateverIsOfferedIsWorthALook(@ForAll("questions") String text) {
        if (RULES.offered(text).isEmpty()) return;
        assertTrue(RULES.mayOffer(text.getBytes(ISO_8859_1)), text);
        assertTrue(RULES.mayOffer(text.getBytes(UTF_16BE)), text);
    }

    @Provide
    Arbitrary<String> questions() {
        return Arbitraries.of(
                        "ALTA", "Media", "BAJA", "cancel", "CONFIRM", "to", "your", "visit", "para", "anular", "su",
                        "cita", "¿", "/", ",", "o", "or", "1.", "\n", "Señor")
                .list()
                .ofMinSize(3)
                .ofMaxSize(9)
                .map(parts -> String.join(" ", parts));
    }
}
