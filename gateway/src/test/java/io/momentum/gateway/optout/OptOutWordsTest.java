package io.momentum.gateway.optout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.momentum.gateway.optout.Verdict.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {

    private final OptOutWords words = ShippedRules.words();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                "Stop",
                "STOP.",
                "stop!!!",
                "🛑 STOP 🛑",
                "ＳＴＯＰ",
                "ЅTOP",
                "SТОР",
                "St0p",
                "$top",
                "5TOP",
                "S T O P",
                "s.t.o.p.",
                "S-T-O-P",
                "S T 0 P please",
                "𝐒𝐓𝐎𝐏",
                "Ⓢⓣⓞⓟ",
                "S\u200BTOP",
                "s\u0336t\u0336o\u0336p\u0336",
                "\"STOP\"",
                "'stop'",
                " \r\n stop \t",
                "STOP@",
                "Stop please",
                "please stop",
                "Stop. Thank you",
                "STOP NOW",
                "stop por favor",
                "STOP STOP STOP",
                "stop, gracias"
            })
    void everyWayToWriteStopIsStop(String text) {
        assertEquals(new Verdict(Kind.KEYWORD, "stop", "en", "optout-en@3"), words.classify(text));
    }

    @ParameterizedTest
    @CsvSource({
        "STOPALL, stopall, en",
        "stop all, stop all, en",
        "UNSUBSCRIBE, unsubscribe, en",
        "Cancel, cancel, en",
        "cance1, cancel, en",
        "END, end, en",
        "quit, quit, en",
        "Revoke, revoke, en",
        "OPTOUT, optout, en",
        "OPT-OUT, opt out, en",
        "opt me out, opt me out, en",
        "remove, remove, en",
        "Unsub, unsub, en",
        "Stop it!, stop it, en",
        "STOP2QUIT, stop2quit, en",
        "BAJA, baja, es",
        "B4JA, baja, es",
        "Baja ya, baja, es",
        "ALTO, alto, es",
        "parar, parar, es",
        "Pare, pare, es",
        "Cancelar, cancelar, es",
        "SALIR, salir, es",
        "detener, detener, es",
        "No más, no mas, es",
        "'no mas, gracias', no mas, es",
        "dar de baja, dar de baja, es",
        "desuscribir, desuscribir, es",
        "SAIR, sair, pt",
        "Sair obrigado, sair, pt",
        "descadastrar, descadastrar, pt",
        "Remover, remover, pt",
        "Arrêt, arret, fr",
        "ARRÊTER, arreter, fr",
        "Désabonner merci, desabonner, fr",
        "DESINSCRIRE, desinscrire, fr",
    })
    void everyWordThatOptsOutIsKnown(String text, String word, String language) {
        assertEquals(new Verdict(Kind.KEYWORD, word, language, "optout-" + language + "@3"), words.classify(text));
    }

    @ParameterizedTest
    @CsvSource({
        "START, en",
        "Unstop, en",
        "subscribe, en",
        "ALTA, es",
        "iniciar, es",
        "Reanudar, es",
        "SUSCRIBIR, es",
        "voltar, pt",
        "Assinar, pt",
        "Début, fr",
        "REPRENDRE, fr"
    })
    void everyWordThatOptsInIsKnown(String text, String language) {
        assertEquals(Kind.OPT_IN, words.classify(text).kind());
        assertEquals(language, words.classify(text).language());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "info", "Help please", "AYUDA", "ajuda", "aide", "h3lp"})
    void everyWordForHelpIsKnown(String text) {
        assertEquals(Kind.HELP, words.classify(text).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YES",
                "yes",
                "Sí",
                "SI",
                "SIM",
                "sim!",
                "No",
                "no problem",
                "please don't stop",
                "don't stop",
                "I can't stop by today",
                "weekend is fine",
                "el costo es muy alto",
                "la baja de precio me interesa",
                "voy a salir tarde",
                "We have got to STOP this bill",
                "don't cancel my appointment",
                "no cancelar",
                "you too. Remove the teeth",
                "prioridad ALTA",
                "4170",
                "41-70",
                "570",
                "thank you",
                "please",
                "",
                " ",
                "🛑",
                "...",
                "@@@@",
                "1",
                "Restart",
                "nonstop",
                "2",
                "E",
                "s t"
            })
    void whatIsNoOptOutDecidesNothing(String text) {
        assertEquals(Verdict.NONE, words.classify(text));
    }

    @Test
    void stopCountsInEveryLanguageAndOtherWordsInTheirOwn() {
        OptOutWords french = ShippedRules.words("fr");

        assertEquals(Kind.KEYWORD, french.classify("STOP").kind());
        assertEquals(Kind.KEYWORD, french.classify("arrêt").kind());
        assertEquals(Kind.NONE, french.classify("BAJA").kind());
        assertEquals(Kind.NONE, french.classify("CANCEL").kind());
        assertEquals(
                Kind.KEYWORD, OptOutWords.of(OptOutConfig.BARE).classify("St0p").kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"})
    void numbersOfNorthAmericaHaveTheirSevenWordsWhateverIsChosen(String word) {
        OptOutWords french = ShippedRules.words("fr");

        assertEquals(Kind.KEYWORD, french.classify(word, 15550100123L).kind());
        assertEquals(
                word.equals("stop") ? Kind.KEYWORD : Kind.NONE,
                french.classify(word, 33639980123L).kind());
    }

    @Test
    void aLongTextIsNoneAtOnce() {
        String longText = "stop ".repeat(20_000);

        assertTimeout(Duration.ofSeconds(2), () -> {
            for (int i = 0; i < 100_000; i++) assertEquals(Verdict.NONE, words.classify(longText));
        });
    }

    @Property(tries = 3000)
    void anyTextHasAVerdict(@ForAll String text) {
        ShippedRules.words().classify(text, 15550100123L);
    }

    @ParameterizedTest(name = "{0} {2}: {3}")
    @MethodSource("replies")
    void repliesAreReadAsPeopleMeanThem(String language, int line, Kind kind, String text) {
        Verdict verdict = words.classify(text);
        assertEquals(kind, verdict.kind(), () -> "replies-" + language + ".tsv:" + line + " " + verdict);
    }

    static Stream<Arguments> replies() throws IOException {
        Stream.Builder<Arguments> replies = Stream.builder();
        for (String language : List.of("en", "es", "pt", "fr")) {
            List<String> lines = ShippedRules.lines("replies-" + language + ".tsv");
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("#")) continue;
                String[] parts = lines.get(i).split("\t", 2);
                replies.add(Arguments.of(language, i + 1, Kind.valueOf(parts[0]), parts[1]));
            }
        }
        return replies.build();
    }

    @Test
    void aVerdictNamesTheWordsAndTheRulesThatDecided() {
        assertEquals(
                new Verdict(Kind.PHRASE, "hi please stop texting me", "en", "optout-en@3"),
                words.classify("Hi, please STOP texting me!! I have a lawyer."));
        assertEquals(
                "no me envien mas mensajes (optout-es@3)",
                words.classify("No me envíen más mensajes").reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"please stop texting me ", "can you hi ok ", "cancel, ", "a. ", "stop texting me until "})
    void whatATextCostsGrowsWithItsLengthAndNoMore(String part) {
        String longText = part.repeat(2_000 / part.length());

        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 2_000; i++) words.classify(longText);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phrase stop|optout-xx.tsv:2: a kind and a pattern, divided by a tab",
                "phrases\tstop|optout-xx.tsv:2: 'phrases' is none of [alone, beside, business, courtesy, doubt, help, join,"
                        + " lead, limit, matter, offer, optin, optout, phrase, talk]",
                "beside\tstop now again|optout-xx.tsv:2: a keyword, and a word beside it",
                "phrase\tstop [now|optout-xx.tsv:2: '[now' is not one word",
                "phrase\tstop &|optout-xx.tsv:2: '&' is not one word",
                "phrase\t[stop]|optout-xx.tsv:2: all of it may be left out",
                "version\tone|optout-xx.tsv:2: version: a number from 1",
            })
    void aWrongRuleIsToldWithItsLine(String line, String message) {
        String file = "version\t1\n" + line.replace("\\t", "\t");
        WrongRule wrong = assertThrows(WrongRule.class, () -> WordRules.parse("optout-xx.tsv", "xx", file));
        assertEquals(message, wrong.getMessage());
    }

    @Test
    void aBusinessDayOverAWeekendEndsOnMonday() {
        Instant friday = Instant.parse("2026-11-27T16:30:00Z");
        long deadline = ReviewTerms.DEFAULT.deadlineMicros(ChronoUnit.MICROS.between(Instant.EPOCH, friday));
        assertEquals(Instant.parse("2026-11-30T16:30:00Z"), Instant.EPOCH.plus(deadline, ChronoUnit.MICROS));
    }
}
