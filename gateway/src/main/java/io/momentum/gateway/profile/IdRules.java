package io.momentum.gateway.profile;

import io.momentum.store.value.IdForm;

/**
 * How the carrier writes one message's id in submit_sm_resp and in its receipts.
 *
 * @param learnFrom pairs in a row from which {@link IdForm#AUTO} learns before it settles, 1 to 1000
 */
public record IdRules(IdForm format, int learnFrom) {

    public static final IdRules DEFAULT = new IdRules(IdForm.SAME, 20);

    public IdRules withFormat(IdForm other) {
        return new IdRules(other, learnFrom);
    }
}
