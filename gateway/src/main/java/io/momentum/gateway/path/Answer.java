package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;

/** Who waits until a delivery is durable, or in force. */
interface Answer {

    /** Given once: what follows is ignored. */
    void give(int status);

    /** Names what was delivered; data_sm_resp tells the carrier. */
    long named(long id);

    /** Lets the answer wait for submits in flight. @return false where too many wait */
    boolean hold();

    /** Stages a fact that the answer waits for. A full journal is the carrier's turn to try again. */
    static void stage(Loop loop, Fact fact, Answer answer, Runnable durable) {
        loop.stage().await(fact, new Durable() {
            @Override
            public void durable() {
                durable.run();
            }

            @Override
            public void refused() {
                answer.give(ESME_RX_T_APPN);
            }
        });
    }
}
