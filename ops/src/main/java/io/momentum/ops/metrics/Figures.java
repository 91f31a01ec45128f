package io.momentum.ops.metrics;

/** A part of what is exposed. Asked at each scrape, on any thread that may wait a little. */
interface Figures {

    /** Adds what is known now. */
    void into(Families families);
}
