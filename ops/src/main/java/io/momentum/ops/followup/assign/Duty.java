package io.momentum.ops.followup.assign;

import io.momentum.ops.followup.match.Match;

/** Who gets what nobody else takes. Whoever is on duty may be over capacity, and away if nobody else is left. */
public record Duty(Match match, String owner) {}
