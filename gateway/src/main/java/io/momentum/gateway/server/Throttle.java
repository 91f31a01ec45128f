package io.momentum.gateway.server;

/** Why a submit was told to come later. */
public enum Throttle {
    /** The account is over its rate, or blocked. */
    RATE,
    /** The ESME has more submits unanswered than its window. */
    WINDOW,
    /** The carrier's queue is full. */
    QUEUE_FULL,
    /** There is no id left for it: too many short ones are in use. */
    IDS,
    /** Nothing is taken: the gateway stops, or its disk is full. */
    CLOSED
}
