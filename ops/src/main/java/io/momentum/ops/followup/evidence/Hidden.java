package io.momentum.ops.followup.evidence;

/** Text in a record that only the contact's key opens. */
record Hidden(String text) {}
