package io.momentum.ops.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.momentum.ops.oidc.OidcException.Kind;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0). Pure.
 *
 * @param endSession where one signs out of it; empty where it has no such thing
 * @param secretInForm whether it takes the client's secret in the form alone
 * @param namesItself whether each of its answers to a browser has its name (RFC 9207)
 */
record Metadata(
        URI authorization, URI token, URI keys, Optional<URI> endSession, boolean secretInForm, boolean namesItself) {

    private static final String BASIC = "client_secret_basic";
    private static final String POST = "client_secret_post";

    /** Where it says so. */
    static URI place(URI issuer) {
        String base = issuer.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/.well-known/openid-configuration");
    }

    static Metadata parse(String json, URI issuer) throws OidcException {
        Map<String, Object> members;
        try {
            members = JSONObjectUtils.parse(json, Wire.BODY_MAX);
        } catch (ParseException e) {
            throw unusable("its configuration is no JSON object", e);
        }
        // A page that anybody can put elsewhere on the same host must not stand for the provider.
        if (!issuer.toString().equals(members.get("issuer")))
            throw new OidcException(Kind.UNBELIEVED, "its configuration names another issuer than " + issuer);
        List<?> methods = list(members, "token_endpoint_auth_methods_supported");
        return new Metadata(
                required(members, "authorization_endpoint"),
                required(members, "token_endpoint"),
                required(members, "jwks_uri"),
                url(members, "end_session_endpoint"),
                !methods.isEmpty() && !methods.contains(BASIC) && methods.contains(POST),
                Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")));
    }

    private static List<?> list(Map<String, Object> members, String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    private static URI required(Map<String, Object> members, String name) throws OidcException {
        Optional<URI> url = url(members, name);
        if (url.isEmpty()) throw new OidcException(Kind.UNREACHABLE, "its configuration has no " + name);
        return url.get();
    }

    private static Optional<URI> url(Map<String, Object> members, String name) throws OidcException {
        if (!(members.get(name) instanceof String text)) return Optional.empty();
        try {
            URI url = URI.create(text);
            if (OidcConfig.isSafe(url) && url.getFragment() == null) return Optional.of(url);
        } catch (IllegalArgumentException e) {
            throw unusable("its " + name + " is no URL", e);
        }
        throw new OidcException(Kind.UNBELIEVED, "its " + name + " is not for https");
    }

    private static OidcException unusable(String detail, Throwable cause) {
        return new OidcException(Kind.UNREACHABLE, detail, cause);
    }
}
