package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.route.NumberPlan;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The lanes of all carriers by their numbers, the trails that lead over them, and the carriers besides. Lanes are added and removed
 * by the thread that reloads; any thread looks.
 */
final class Lanes {

    private final AtomicReferenceArray<Lane> byNumber = new AtomicReferenceArray<>(Trails.LANE_MAX + 1);
    private final Trails trails = new Trails(new SecureRandom().nextLong());
    private final Carriers carriers;

    Lanes(Carriers carriers) {
        this.carriers = carriers;
    }

    Trails trails() {
        return trails;
    }

    /** The number plan as the routes have it now. */
    Supplier<NumberPlan> plan() {
        return () -> carriers.routes().plan();
    }

    /** Where a message may go besides. */
    Carriers carriers() {
        return carriers;
    }

    /** Gives a lane its number; 0 where all are taken. */
    int add(Lane lane) {
        for (int number = 1; number <= Trails.LANE_MAX; number++) {
            if (byNumber.compareAndSet(number, null, lane)) return number;
        }
        return 0;
    }

    /** The lane is down and empty: nothing leads over it any more. */
    void remove(Lane lane) {
        if (lane.number() != 0) byNumber.set(lane.number(), null);
    }

    /** The lane that has a message's trail; {@code otherwise} where that is gone. */
    Lane ofTrail(int trail, Lane otherwise) {
        Lane lane = byNumber.get(trails.lane(trail));
        return lane == null ? otherwise : lane;
    }
}
