package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.momentum.gateway.codec.Gsm7Fit.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm7FitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \u201Cyes\u201D \u2018no\u2019      | "yes" 'no'
            a\u2013b\u2014c                 | a-b-c
            wait\u2026                    | wait...
            a\u00A0b\u202Fc                 | a b c
            zero\u200Bwidth\u00AD            | zerowidth
            \u00ABoui\u00BB                 | "oui"
            cafe\u0301                    | caf\u00e9
            """)
    void whatIsReadTheSameIsReplaced(String text, String fitted) {
        assertEquals(fitted, Gsm7Fit.fit(text, Level.TYPOGRAPHY));
        assertEquals(fitted, Gsm7Fit.fit(text, Level.LETTERS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ma\u00F1ana \u00e1 las ocho  | ma\u00F1ana a las ocho
            S\u00E3o Jo\u00E3o            | Sao Joao
            gar\u00E7on, \u00EAtre       | garcon, etre
            \u0142\u00F3d\u017A           | lodz
            c\u0153ur                   | coeur
            """)
    void accentsGoOnlyWhereThatIsAsked(String text, String fitted) {
        assertNull(Gsm7Fit.fit(text, Level.TYPOGRAPHY));
        assertEquals(fitted, Gsm7Fit.fit(text, Level.LETTERS));
    }

    @ParameterizedTest
    @CsvSource({
        "plain text",
        "\u20AC5 {ok}",
        "\u201C\u65E5\u201D",
        "smile \uD83D\uDE00",
        "\u041F\u0440\u0438\u0432\u0435\u0442",
        "\u00e1 \u05D0"
    })
    void aTextThatFitsOrCannotStaysAsItIs(String text) {
        assertNull(Gsm7Fit.fit(text, Level.LETTERS));
        assertEquals(text, Gsm7Fit.fitted(text, Level.LETTERS));
    }

    @Test
    void whatIsMadeToFitIsInTheAlphabet() {
        for (int c = 0x20; c < 0x2100; c++) {
            if (Character.isSurrogate((char) c)) continue;
            String fitted = Gsm7Fit.fit("a" + Character.toString(c), Level.LETTERS);
            if (fitted != null) assertNotNull(Gsm7.encode(fitted), Integer.toHexString(c));
        }
    }

    @Test
    void nothingIsDoneUnasked() {
        assertNull(Gsm7Fit.fit("\u201Cyes\u201D", Level.OFF));
    }
}
