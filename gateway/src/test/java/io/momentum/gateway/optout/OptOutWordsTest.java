package io.momentum.gateway.optout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.momentum.gateway.optout.Verdict.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {

    private final OptOutWords words = OptOutWords.of(OptOutConfig.DEFAULT);

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
        assertEquals(new Verdict(Kind.OPT_OUT, "stop", "en"), words.classify(text));
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
        assertEquals(new Verdict(Kind.OPT_OUT, word, language), words.classify(text));
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
                "stop by at 5",
                "stop calling me",
                "cancel my appointment",
                "cancelar mi cita",
                "END of month ok",
                "weekend is fine",
                "el costo es muy alto",
                "la baja de precio me interesa",
                "voy a salir tarde",
                "We have got to STOP this bill",
                "don't cancel my appointment",
                "no cancelar",
                "wrong number",
                "leave me alone",
                "stpo",
                "STOP 12345",
                "baja página",
                "you too. Remove the teeth",
                "prioridad ALTA",
                "stop texting me",
                "no me envíen más mensajes",
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
    void whatIsNotAWholeKeywordDecidesNothing(String text) {
        assertEquals(Verdict.NONE, words.classify(text));
    }

    @Test
    void stopCountsInEveryLanguageAndOtherWordsInTheirOwn() {
        OptOutWords french = OptOutWords.of(new OptOutConfig(Set.of("fr"), Optional.empty()));

        assertEquals(Kind.OPT_OUT, french.classify("STOP").kind());
        assertEquals(Kind.OPT_OUT, french.classify("arrêt").kind());
        assertEquals(Kind.NONE, french.classify("BAJA").kind());
        assertEquals(Kind.NONE, french.classify("CANCEL").kind());
        assertEquals(
                Kind.OPT_OUT,
                OptOutWords.of(new OptOutConfig(Set.of(), Optional.empty()))
                        .classify("St0p")
                        .kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"})
    void numbersOfNorthAmericaHaveTheirSevenWordsWhateverIsChosen(String word) {
        OptOutWords french = OptOutWords.of(new OptOutConfig(Set.of("fr"), Optional.empty()));

        assertEquals(Kind.OPT_OUT, french.classify(word, 15550100123L).kind());
        assertEquals(
                word.equals("stop") ? Kind.OPT_OUT : Kind.NONE,
                french.classify(word, 33639980123L).kind());
    }

    @Test
    void aLanguageWithoutWordsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> OptOutWords.of(new OptOutConfig(Set.of("en", "xx"), Optional.empty())));
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
        OptOutWords.of(OptOutConfig.DEFAULT).classify(text, 15550100123L);
    }
}
