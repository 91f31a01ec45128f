package io.momentum.ops.config;

import io.momentum.gateway.profile.StatusClasses;
import io.momentum.gateway.profile.StatusClasses.StatusClass;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code statuses}: errors in submit_sm_resp by which the carrier means something else than SMPP. */
final class StatusKeys {

    private StatusKeys() {}

    static StatusClasses read(Section section, StatusClasses base) {
        Map<Integer, StatusClass> exceptions = new HashMap<>(base.exceptions());
        Map<Integer, StatusClass> named = new HashMap<>();
        for (StatusClass type : StatusClass.values()) {
            for (Placed<Integer> status : section.list(Values.written(type), StatusKeys::status)) {
                StatusClass first = named.putIfAbsent(status.value(), type);
                if (first != null) status.problem("is there already, as " + Values.written(first));
            }
        }
        section.end();
        exceptions.putAll(named);
        return new StatusClasses(exceptions);
    }

    /** A command_status: {@code 0x58} or {@code 88}. */
    static int status(String text) {
        try {
            int status = Integer.decode(text);
            if (status > 0) return status;
        } catch (NumberFormatException e) {
            throw Values.bad("a command_status such as 0x58 or 88", text);
        }
        throw new IllegalArgumentException(text + " is no error");
    }
}
