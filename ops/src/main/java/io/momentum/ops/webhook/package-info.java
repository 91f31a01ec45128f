/**
 * Events on their way to systems of record, and what those say back. The journal is the outbox: a subscription is a place in
 * it, and the few events that could not be delivered yet. All of that is facts, so a killed process goes on where it was.
 *
 * <pre>{@code
 * journal ─▶ EventFeed (fact → events) ─▶ Outbox (whose turn, when) ─▶ Sender (signed, guarded, one attempt)
 *                                            ▲                             │
 *    EventsDelivered, DeliveryFailed … ◀─────┴──────── what came back ◀────┘
 * }</pre>
 *
 * <p>The JDK's HTTP client looks a name up by itself, so nobody can say to which address it will connect. Vert.x connects to
 * the address that was checked and still holds the certificate against the name.
 */
@NullMarked
package io.momentum.ops.webhook;

import org.jspecify.annotations.NullMarked;
