package io.momentum.gateway.profile;

import io.momentum.gateway.codec.CommandStatus;
import java.util.Map;

/**
 * What the command_status of a submit_sm_resp asks us to do, where the carrier means something else by it than SMPP.
 *
 * @param exceptions by command_status
 */
public record StatusClasses(Map<Integer, StatusClass> exceptions) {

    public static final StatusClasses DEFAULT = new StatusClasses(Map.of());

    /** What to do about an error. */
    public enum StatusClass {
        /** Send it again, and all others slower. */
        THROTTLE,
        /** Send it again later. */
        TEMPORARY,
        /** Another carrier may take it: it leaves this one. */
        ELSEWHERE,
        /** The message has ended. */
        PERMANENT
    }

    public StatusClasses {
        exceptions = Map.copyOf(exceptions);
    }

    /** The class of an error; not for ESME_ROK. */
    public StatusClass of(int status) {
        StatusClass exception = exceptions.get(status);
        if (exception != null) return exception;
        if (CommandStatus.isThrottle(status)) return StatusClass.THROTTLE;
        return CommandStatus.isTemporary(status) ? StatusClass.TEMPORARY : StatusClass.PERMANENT;
    }
}
