package io.momentum.gateway.net;

/** What follows once a fact is on disk. Both methods run on the loop that staged the fact. */
public interface Durable {

    /** The fact is durable: acknowledge, go on. */
    void durable();

    /** The journal takes nothing now (full queue, full disk): answer with a temporary status, keep nothing. */
    void refused();
}
