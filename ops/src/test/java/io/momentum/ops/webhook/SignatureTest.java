package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example of the reference libraries of Standard Webhooks. */
    @Test
    void theKnownExampleHasItsKnownSignature() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                Signature.of(
                        List.of(SigningSecret.parse(SECRET)), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body));
    }

    /** As a receiver checks it that knows nothing but the standard. */
    private static String signedElsewhere(String id, long atSeconds, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + atSeconds + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    @Test
    void aBodyThatIsChangedByOneOctetDoesNotVerify() throws Exception {
        byte[] body = "{\"type\":\"momentum.reply.received\"}".getBytes(StandardCharsets.UTF_8);
        String signature = Signature.of(List.of(SigningSecret.parse(SECRET)), "ev_1", 1_614_265_330, body);
        assertEquals(signature, signedElsewhere("ev_1", 1_614_265_330, body));
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertNotEquals(signature, signedElsewhere("ev_1", 1_614_265_330, changed));
        }
        assertNotEquals(signature, signedElsewhere("ev_2", 1_614_265_330, body));
        assertNotEquals(signature, signedElsewhere("ev_1", 1_614_265_331, body));
    }

    @Test
    void whileAKeyIsChangedBothSign() {
        var other = SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
        String signature =
                Signature.of(List.of(SigningSecret.parse(SECRET), other), "ev_1", 1_614_265_330, new byte[] {1});
        String[] both = signature.split(" ", -1);
        assertEquals(2, both.length);
        assertEquals(Signature.of(List.of(other), "ev_1", 1_614_265_330, new byte[] {1}), both[1]);
    }

    @Test
    void aSecretIsNeverShown() {
        assertEquals("***", SigningSecret.parse(SECRET).toString());
        String wrong = "whsec_not-base64!";
        String said = assertThrows(IllegalArgumentException.class, () -> SigningSecret.parse(wrong))
                .getMessage();
        assertFalse(said.contains("not-base64"), said);
        for (String bad :
                List.of("secret", "whsec_AAAA", "whsec_" + Base64.getEncoder().encodeToString(new byte[65])))
            assertThrows(IllegalArgumentException.class, () -> SigningSecret.parse(bad));
    }
}
