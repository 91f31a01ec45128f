package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
