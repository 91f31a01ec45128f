package io.momentum.gateway.intercept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.message.Priority;
import io.momentum.store.value.SystemId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookLineTest {

    @Test
    void aQuestionIsOneLineWhateverTheTextIs() {
        byte[] pdu = PduWriter.submitSm(
                PduWriter.address("ACME"), PduWriter.address("15550100"), "one\ttwo\nthree\\four", 1, "");
        var subject = new Subject(new SystemId("acme"), MessagePdu.parse(pdu));
        String line = new String(HookLine.question(7, subject), StandardCharsets.UTF_8);
        String[] fields = line.split("\t", -1);
        assertEquals(10, fields.length);
        assertEquals("7", fields[0]);
        assertEquals("-", fields[6], "an empty service_type");
        assertTrue(line.endsWith("\n"));
        assertEquals(1, line.lines().count());
    }

    @Test
    void anAnswerSaysWhatToDo() {
        assertEquals(OptionalLong.of(7), HookLine.number("7\tpass"));
        assertEquals(Optional.of(new Action.Pass()), HookLine.answer("7\tpass"));
        assertEquals(Optional.of(new Action.Reject(0x45)), HookLine.answer("7\treject\t0x45\r"));
        assertEquals(Optional.of(new Action.Reject(Action.STATUS)), HookLine.answer("7\treject"));
        Action action = HookLine.answer("7\trewrite\tsource=ACME\tpriority=otp\ttlv.0x1400=a\\tb")
                .orElseThrow();
        assertTrue(action instanceof Action.Rewrite);
        Changes changes = ((Action.Rewrite) action).changes();
        assertEquals(Optional.of(PduWriter.address("ACME")), changes.source());
        assertEquals(Optional.of(Priority.OTP), changes.priority());
        assertEquals("a\tb", new String(changes.tlvs().getFirst().octets(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "7\tmaybe",
                "7\treject\t0",
                "7\treject\tx",
                "7\trewrite\tsource",
                "7\trewrite\tsource=far too long for an address",
                "7\trewrite\tdestination=0123",
                "7\trewrite\tdestination=ACME",
                "7\trewrite\ttlv.0x0424=text",
                "7\trewrite\ttext=other"
            })
    void whatCannotBeUnderstoodIsNoAnswer(String line) {
        assertEquals(Optional.empty(), HookLine.answer(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pass", "\tpass", "x\tpass", "-1\tpass", "12345678901234567890\tpass"})
    void aLineWithoutANumberAnswersNothing(String line) {
        assertEquals(OptionalLong.empty(), HookLine.number(line));
    }
}
