package io.momentum.ops.oidc;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A provider by which people sign in.
 *
 * @param issuer as the provider calls itself, to the letter; its address may be private
 * @param clientSecret empty for a public client, which has PKCE alone
 * @param scopes what is asked for, {@code openid} among it
 * @param claim of the ID token, whose value is the id of a person
 * @param name of the provider for people; empty for none
 * @param authority who may vouch for it in place of the usual authorities, certificates in PEM; empty for those
 */
public record OidcConfig(
        URI issuer,
        String clientId,
        Optional<ClientSecret> clientSecret,
        List<String> scopes,
        String claim,
        String name,
        Optional<String> authority) {

    /** A claim that says who somebody is only where the provider has verified it. */
    public static final String EMAIL = "email";

    public static final List<String> SCOPES = List.of("openid", EMAIL);

    /** A secret that is never printed. */
    public record ClientSecret(String reveal) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Whether a URL shows nothing to others on its way: by TLS, or because it does not leave this machine. */
    public static boolean isSafe(URI url) {
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
        return "https".equals(url.getScheme()) || (here && "http".equals(url.getScheme()));
    }
}
