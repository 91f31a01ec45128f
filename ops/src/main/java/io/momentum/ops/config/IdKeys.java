package io.momentum.ops.config;

import io.momentum.gateway.profile.IdRules;
import io.momentum.store.value.IdForm;

/** Reads {@code ids}: how the ids in submit_sm_resp and in receipts relate. */
final class IdKeys {

    private IdKeys() {}

    static IdRules read(Section section, IdRules base) {
        var rules = new IdRules(
                section.value("format", Values.constant(IdForm.class), base.format()),
                section.value("learnFrom", Values.integer(1, 1000), base.learnFrom()));
        section.end();
        return rules;
    }
}
