package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.access.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.Operation;
import java.util.Optional;

/** Which right an operation of the contract needs, and whether somebody has it: asked by every way in. */
final class Entitled {

    private Entitled() {}

    /** Why a caller may not ask at all; empty where it depends on what it asks about. */
    static Optional<Problem> refused(Caller caller, Right needed) {
        if (!caller.mayAny(needed)) {
            boolean bound = needed.isOfTheWhole() && !caller.scope().isEverywhere();
            String where = bound ? " of some zones or teams" : "";
            return Optional.of(Problem.forbidden("The role %s%s has no right to it: %s."
                    .formatted(caller.role().word(), where, MessageJson.word(needed))));
        }
        if (needed == Right.MANAGE_PEOPLE && caller.account().isPresent())
            return Optional.of(Problem.forbidden("The token is of one account, and people are of all."));
        return Optional.empty();
    }

    /** The right that the contract names; where it names the least role of old, the right by which those differ. */
    static Right rightFor(Operation operation) {
        Object right = operation.getExtensions().get("x-right");
        if (right != null) return Right.of(right.toString()).orElseThrow();
        Object role = operation.getExtensions().get("x-role");
        if (role == null) throw new IllegalStateException(operation.getOperationId() + " has no x-role and no x-right");
        return switch (Role.of(role.toString()).orElseThrow()) {
            case VIEWER -> Right.GATEWAY_READ;
            case OPERATOR -> Right.GATEWAY_WRITE;
            default -> Right.GATEWAY_ADMIN;
        };
    }

    /** Whether it changes something, so that the audit hears of it. */
    static boolean changes(Operation operation) {
        if (operation.getExtensions().get("x-change") instanceof Boolean says) return says;
        Right right = rightFor(operation);
        boolean reads = right == Right.READ || right == Right.GATEWAY_READ;
        return !reads && !operation.getHttpMethod().equals(HttpMethod.GET);
    }
}
