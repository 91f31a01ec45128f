package io.momentum.gateway.intake;

/** A country's numbers as they are dialled within it. Immutable, equal to another of the same country; any thread. */
public interface Country {

    /** ISO 3166 alpha-2. */
    String name();

    /** A number dialled there as E.164; {@link io.momentum.store.value.Msisdn#NONE} where it is none. */
    long international(String dialled);
}
