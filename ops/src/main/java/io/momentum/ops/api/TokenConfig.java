package io.momentum.ops.api;

import io.momentum.ops.access.Role;
import io.momentum.store.value.SystemId;
import java.util.Optional;

/**
 * One bearer of the admin API.
 *
 * @param name who acts, as the audit shows it
 * @param account the one account whose messages it sees; empty for all
 */
public record TokenConfig(String name, Role role, TokenHash hash, Optional<SystemId> account) {}
