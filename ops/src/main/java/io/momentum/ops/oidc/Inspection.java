package io.momentum.ops.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import io.momentum.ops.oidc.OidcException.Kind;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A provider as it looks from here, for whoever wants to know why nobody can sign in, or whether they will. Two requests; nobody is
 * signed in.
 *
 * @param keys how many it has, of any kind
 * @param usableKeys how many of them may sign an ID token that is believed here
 * @param ahead how far its clock is before ours, negative where it is behind; empty where it does not tell the time
 */
public record Inspection(int keys, int usableKeys, Optional<Duration> ahead) {

    /** How far clocks may be apart before ID tokens are refused. */
    public static final Duration SKEW_MAX = ClaimRules.SKEW;

    /** Where the provider says what it is. */
    public static URI place(OidcConfig config) {
        return Metadata.place(config.issuer());
    }

    /** Asks the provider. Blocks, for ten seconds at most. */
    public static Inspection of(OidcConfig config, Supplier<Instant> clock) throws OidcException {
        var wire = new Wire(config.authority());
        Wire.Reply said = wire.getWhole(place(config));
        Optional<Duration> ahead = said.date().map(theirs -> Duration.between(clock.get(), theirs));
        Metadata metadata = Metadata.parse(said.body(), config.issuer());
        JWKSet set = keys(wire.getWhole(metadata.keys()).body());
        int usable = (int) set.getKeys().stream().filter(Inspection::isUsable).count();
        return new Inspection(set.size(), usable, ahead);
    }

    private static JWKSet keys(String body) throws OidcException {
        try {
            return JWKSet.parse(body);
        } catch (ParseException e) {
            throw new OidcException(Kind.UNREACHABLE, "its keys are no set of keys: " + e.getMessage(), e);
        }
    }

    /** Whether it can be the key of an ID token with RS256 or ES256. */
    private static boolean isUsable(JWK key) {
        boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean fits = key.getKeyType().equals(KeyType.RSA)
                || (key instanceof ECKey elliptic && elliptic.getCurve().equals(Curve.P_256));
        boolean named = key.getAlgorithm() == null
                || Oidc.ALGORITHMS.contains(
                        JWSAlgorithm.parse(key.getAlgorithm().getName()));
        return signs && fits && named;
    }
}
