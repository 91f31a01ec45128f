package io.momentum.ops.inbox;

import io.momentum.ops.oidc.OidcConfig;
import java.net.URI;
import java.util.Optional;

/**
 * The inbox, as people come to it.
 *
 * @param publicUrl where browsers find it, before {@code /inbox}; empty where nothing needs to know
 * @param oidc by whom they may sign in besides, with a public URL; empty for by nobody
 */
public record InboxConfig(Optional<URI> publicUrl, Optional<OidcConfig> oidc) {

    public static final InboxConfig NONE = new InboxConfig(Optional.empty(), Optional.empty());
}
