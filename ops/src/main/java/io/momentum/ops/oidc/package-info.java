/**
 * Signing in by an OpenID provider: the authorization code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636). What a browser sees
 * is the inbox's; here is what is said to the provider and what is believed of it.
 *
 * <p><b>What is believed.</b> An ID token that came from the token endpoint over a connection of our own, signed with RS256 or ES256 by
 * a key of the provider's set, for us, now, and for the very sign-in that was begun (nonce). No other algorithm is tried, so neither
 * {@code none} nor a public key taken for a secret gets anywhere. Of all that it says one claim counts, and it only names a person
 * that is known here: roles and zones stay in the store, and no provider makes an administrator.
 *
 * <p><b>What it may cost.</b> Every answer has a time and a size at most; so many are asked at a time; where the provider does not answer,
 * the next ones hear so at once. Keys are kept, and asked for anew where a token names an unknown one, not more often than the limit.
 *
 * <p><b>Why this library.</b> Signatures and key sets are Nimbus' (one jar); the four requests and the rules for claims are few enough to
 * stand here, where they can be read and tested one by one.
 */
@NullMarked
package io.momentum.ops.oidc;

import org.jspecify.annotations.NullMarked;
