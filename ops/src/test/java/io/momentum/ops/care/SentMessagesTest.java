package io.momentum.ops.care;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SentMessagesTest {

    /** As the gate has it, so must follow-up: a service_type that is one character too long hides no STOP. */
    @Test
    void whatACarrierWritesAgainstTheRulesIsReadAsTheGateReadsIt() {
        String head = "smsvas\0\1\00115550100101\0\0\001890123\0\0\0\0" + "0\0" + "0\0" + "\0\0\0\0";
        byte[] body = (head + "\4STOP").getBytes(ISO_8859_1);
        ByteBuffer pdu = ByteBuffer.allocate(16 + body.length);
        pdu.putInt(16 + body.length).putInt(5).putInt(0).putInt(1).put(body);
        assertEquals("STOP", SentMessages.textOf(pdu.array()));
    }
}
