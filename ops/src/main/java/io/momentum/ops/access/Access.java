package io.momentum.ops.access;

import java.util.EnumMap;
import java.util.Map;

/** The one place that says who may what. A row for each role; what a row does not name, the role may not. */
public final class Access {

    /** How far a right reaches. */
    public enum Reach {
        NONE,
        /** What one has oneself. */
        OWN,
        /** What is within one's zones, branches and teams, and what one has oneself. */
        SCOPE,
        /** Everything. */
        ALL
    }

    private static final Map<Role, Map<Right, Reach>> TABLE = new EnumMap<>(Role.class);

    static {
        row(Role.VIEWER).scope(Right.READ, Right.SEE, Right.PEOPLE).all(Right.GATEWAY_READ);
        row(Role.AGENT)
                .scope(Right.READ, Right.SEE, Right.WORK, Right.LABEL, Right.PEOPLE)
                .own(Right.ASSIGN);
        row(Role.LEAD)
                .scope(Right.READ, Right.SEE, Right.WORK, Right.LABEL, Right.ASSIGN, Right.BULK, Right.OVERRIDE)
                .scope(Right.PEOPLE, Right.TEMPLATES, Right.SHARE, Right.AUDIT);
        row(Role.COMPLIANCE)
                .scope(Right.READ, Right.SEE, Right.LABEL, Right.PEOPLE, Right.AUDIT)
                .all(Right.GATEWAY_READ, Right.OPT_OUTS, Right.EVIDENCE, Right.WAIVE);
        row(Role.AUDITOR).scope(Right.READ, Right.PEOPLE, Right.AUDIT).all(Right.EVIDENCE);
        row(Role.INTEGRATOR)
                .scope(Right.READ, Right.SEE, Right.WORK, Right.LABEL, Right.ASSIGN, Right.PEOPLE)
                .all(Right.GATEWAY_READ, Right.GATEWAY_WRITE, Right.EVIDENCE);
        row(Role.OPERATOR)
                .scope(Right.READ, Right.SEE, Right.WORK, Right.LABEL, Right.ASSIGN, Right.BULK, Right.OVERRIDE)
                .scope(Right.PEOPLE, Right.TEMPLATES, Right.SHARE, Right.AUDIT)
                .all(Right.GATEWAY_READ, Right.GATEWAY_WRITE, Right.OPT_OUTS, Right.EVIDENCE);
        row(Role.ADMIN)
                .scope(Right.READ, Right.SEE, Right.WORK, Right.LABEL, Right.ASSIGN, Right.BULK, Right.OVERRIDE)
                .scope(Right.PEOPLE, Right.TEMPLATES, Right.SHARE, Right.AUDIT)
                .all(Right.MANAGE_PEOPLE, Right.OPT_OUTS, Right.EVIDENCE, Right.WAIVE)
                .all(Right.GATEWAY_READ, Right.GATEWAY_WRITE, Right.GATEWAY_ADMIN);
    }

    private Access() {}

    /** A row while the table is made. */
    private record Row(Map<Right, Reach> rights) {
        Row own(Right... those) {
            return put(Reach.OWN, those);
        }

        Row scope(Right... those) {
            return put(Reach.SCOPE, those);
        }

        Row all(Right... those) {
            return put(Reach.ALL, those);
        }

        private Row put(Reach reach, Right... those) {
            for (Right right : those) rights.put(right, reach);
            return this;
        }
    }

    private static Row row(Role role) {
        var rights = new EnumMap<Right, Reach>(Right.class);
        TABLE.put(role, rights);
        return new Row(rights);
    }

    /** How far a right of a role reaches. */
    public static Reach reach(Role role, Right right) {
        Map<Right, Reach> row = TABLE.get(role);
        return row == null ? Reach.NONE : row.getOrDefault(right, Reach.NONE);
    }

    /** Whether there may be anything for which it is allowed: asked before it is known what a request is about. */
    public static boolean mayAny(Role role, Scope scope, Right right) {
        Reach reach = reach(role, right);
        return reach != Reach.NONE && (!right.isOfTheWhole() || scope.isEverywhere());
    }

    /**
     * Whether it is allowed for one thing.
     *
     * @param person who asks, as owners are named; empty for a program
     */
    public static boolean may(Role role, Scope scope, String person, Right right, Matter matter) {
        if (!mayAny(role, scope, right)) return false;
        boolean own = !person.isEmpty() && person.equals(matter.owner());
        return switch (reach(role, right)) {
            case NONE -> false;
            case OWN -> own;
            case SCOPE -> own || scope.contains(matter);
            case ALL -> true;
        };
    }
}
