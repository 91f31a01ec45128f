package io.momentum.ops.access;

import java.util.Locale;
import java.util.Optional;

/** What somebody is here for; {@link Access} says what each may. A constant's name is its word in files and facts. */
public enum Role {
    /** Looks on. */
    VIEWER,
    /** Answers contacts. */
    AGENT,
    /** Leads teams: gives work to others, changes many at once. */
    LEAD,
    /** Watches opt-outs and what was said, and proves it; answers nobody. */
    COMPLIANCE,
    /** Reads what was done by whom and takes its evidence along; neither texts nor numbers. */
    AUDITOR,
    /** A program beside us: a CRM, a dialler. */
    INTEGRATOR,
    /** Runs the gateway, and may all that agents and leads may. */
    OPERATOR,
    /** May all. */
    ADMIN;

    /** Whether it may all that another one may, as far. */
    public boolean covers(Role needed) {
        for (Right right : Right.values()) {
            if (Access.reach(this, right).compareTo(Access.reach(needed, right)) < 0) return false;
        }
        return true;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; empty where there is none. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) return Optional.of(role);
        }
        return Optional.empty();
    }
}
