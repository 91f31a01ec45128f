package io.momentum.ops.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key figures: what each counts, over what, and what is left out. API, commands, report and tests know no other list.
 *
 * <p>All counts are of rows ({@link KpiRow}); contacts with the attribute {@code test} have none. A figure over nothing has no
 * value: it is not 0.
 */
@SuppressWarnings("ImmutableEnumChecker") // its records are of texts, constants and lists that nobody changes
public enum Kpi {
    // ---- channel
    DELIVERY_RATE(
            Group.CHANNEL,
            Cohort.SENT,
            rate(List.of(Mark.DELIVERED), List.of(Mark.TAKEN), Mark.AWAITING),
            Better.UP,
            new Text("Delivery rate", "Tasa de entrega"),
            new Text(
                    "Messages of campaigns with a receipt DELIVRD (of all parts) / messages that a carrier took."
                            + " Without a final receipt for less than 72 hours: not counted, shown as still open; longer:"
                            + " counted, not delivered. Late receipts change it.",
                    "Mensajes de campañas con recibo DELIVRD (de todas sus partes) / mensajes que un operador aceptó."
                            + " Sin recibo final desde hace menos de 72 horas: no cuentan, se muestran como pendientes;"
                            + " más tiempo: cuentan como no entregados. Los recibos tardíos la cambian.")),
    DLR_COVERAGE(
            Group.CHANNEL,
            Cohort.SENT,
            rate(List.of(Mark.RECEIPTED), List.of(Mark.TAKEN), Mark.AWAITING),
            Better.UP,
            new Text("Receipt coverage", "Cobertura de recibos"),
            new Text(
                    "Messages with any final receipt / messages that a carrier took. Without one for less than 72 "
                            + "hours: not counted. Below 95 % the delivery rate cannot be relied on.",
                    "Mensajes con algún recibo final / mensajes que un operador aceptó. Sin recibo desde hace menos "
                            + "de 72 horas: no cuentan. Por debajo del 95 % la tasa de entrega no es fiable.")),
    BOUNCE_RATE(
            Group.CHANNEL,
            Cohort.SENT,
            rate(List.of(Mark.BOUNCED), List.of(Mark.OFFERED)),
            Better.DOWN,
            new Text("Bounce rate", "Tasa de rechazo"),
            new Text(
                    "Messages that a carrier refused for good, or whose receipt says undeliverable, rejected, expired"
                            + " or deleted / messages that a carrier took or refused for good. Not counted: suppressed,"
                            + " cancelled, without a route, expired in our own queue.",
                    "Mensajes que un operador rechazó definitivamente o cuyo recibo dice no entregable, rechazado,"
                            + " vencido o borrado / mensajes que un operador aceptó o rechazó definitivamente. No cuentan:"
                            + " bajas, cancelados, sin ruta, vencidos en nuestra cola.")),
    OPT_OUT_RATE(
            Group.CHANNEL,
            Cohort.SENT,
            rate(List.of(Mark.OPTED_OUT), List.of(Mark.REACHED)),
            Better.DOWN,
            new Text("Opt-out rate", "Tasa de bajas"),
            new Text(
                    "Contacts whose conversation was closed with opt_out_applied within 7 days of the first message /"
                            + " contacts reached, each once a campaign: with a delivered message, or a reply. Taken back"
                            + " by an operator: not counted.",
                    "Contactos cuya conversación se cerró con opt_out_applied en los 7 días siguientes al primer"
                            + " mensaje / contactos alcanzados, una vez por campaña: con un mensaje entregado o una"
                            + " respuesta. Las que un operador deshizo no cuentan.")),
    REPLY_RATE(
            Group.CHANNEL,
            Cohort.SENT,
            rate(List.of(Mark.REPLIED), List.of(Mark.REACHED)),
            Better.UP,
            new Text("Reply rate", "Tasa de respuesta"),
            new Text(
                    "Contacts with a reply within 7 days of the first message, answers of machines left out / "
                            + "contacts reached, each once a campaign.",
                    "Contactos con una respuesta en los 7 días siguientes al primer mensaje, sin contestadores "
                            + "automáticos / contactos alcanzados, una vez por campaña.")),
    OPT_OUTS_PER_1000_REPLIES(
            Group.CHANNEL,
            Cohort.RECEIVED,
            perThousand(List.of(Mark.OPT_OUTS), List.of(Mark.REPLIES)),
            Better.DOWN,
            new Text("Opt-outs per 1,000 replies", "Bajas por 1.000 respuestas"),
            new Text(
                    "Closes with opt_out_applied in the time, per 1,000 replies received in the time, duplicates "
                            + "left out.",
                    "Cierres con opt_out_applied en el período, por cada 1.000 respuestas recibidas en el período, "
                            + "sin duplicados.")),
    OPT_OUTS_UNATTRIBUTED(
            Group.CHANNEL,
            Cohort.CLOSED,
            count(Mark.OPT_OUTS_UNATTRIBUTED),
            Better.DOWN,
            new Text("Opt-outs without a campaign", "Bajas sin campaña"),
            new Text(
                    "Closes with opt_out_applied of conversations that belong to no campaign.",
                    "Cierres con opt_out_applied de conversaciones que no pertenecen a ninguna campaña.")),
    SUPPRESSED_ATTEMPTS(
            Group.CHANNEL,
            Cohort.SENT,
            count(Mark.SUPPRESSED, Mark.LEFT_OUT_SUPPRESSED),
            Better.DOWN,
            new Text("Suppressed attempts", "Intentos suprimidos"),
            new Text(
                    "Messages of campaigns that the gate stopped after acceptance, and recipients that a campaign left"
                            + " out because they had opted out. A growing number is an old list. Submits that were refused"
                            + " at once leave no fact and are not counted.",
                    "Mensajes de campañas que la barrera detuvo después de aceptarlos, y destinatarios que una "
                            + "campaña omitió por estar de baja. Si crece, la lista es vieja. Los envíos rechazados al "
                            + "instante no dejan registro y no cuentan.")),
    // ---- operations
    OPEN_REPLIES(
            Group.OPERATIONS,
            Cohort.NOW,
            count(Mark.WAITING),
            Better.DOWN,
            new Text("Open replies", "Respuestas abiertas"),
            new Text(
                    "Conversations at the moment of asking that are open, whose last reply has no answer from a "
                            + "person, and that do not wait for the contact.",
                    "Conversaciones abiertas en el momento de la consulta cuya última respuesta nadie ha contestado "
                            + "y que no esperan al contacto.")),
    TIME_TO_FIRST_ACTION(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.FIRST_ACTION),
            Better.DOWN,
            new Text("Time to first action", "Tiempo hasta la primera acción"),
            new Text(
                    "First act of a person (answer, call, label with an owner, assignment, move, outcome, escalation;"
                            + " not a look, not a note alone, not a rule) less the first reply of the episode, wall time."
                            + " Automatic opt-outs are apart; those nobody has acted on are waiting_first_action.",
                    "Primer acto de una persona (respuesta, llamada, etiqueta con responsable, asignación, movimiento,"
                            + " resultado, escalamiento; no una mirada, ni una nota sola, ni una regla) menos la primera"
                            + " respuesta del episodio, tiempo corrido. Las bajas automáticas van aparte; lo que nadie ha"
                            + " atendido es waiting_first_action.")),
    TIME_TO_FIRST_ACTION_WORK(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.FIRST_ACTION_WORK),
            Better.DOWN,
            new Text("Time to first action, working time", "Tiempo hasta la primera acción, hábil"),
            new Text(
                    "The same in working time, pauses left out, by the calendar that the response-time clock ran by. "
                            + "Episodes without such a clock: not counted.",
                    "Lo mismo en tiempo hábil, sin pausas, según el calendario del reloj de SLA. Los episodios sin "
                            + "reloj no cuentan.")),
    WAITING_FIRST_ACTION(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            count(Mark.UNACTED),
            Better.DOWN,
            new Text("Waiting for a first action", "Sin primera acción"),
            new Text(
                    "Open episodes on whose replies no person has acted so far.",
                    "Episodios abiertos en los que nadie ha actuado todavía.")),
    TIME_TO_OPT_OUT(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.OPT_OUT_MILLIS),
            Better.DOWN,
            new Text("Time to automatic opt-out", "Tiempo hasta la baja automática"),
            new Text(
                    "From the reply to the close by the rule that knew it, in milliseconds. The number is closed "
                            + "before that: before the carrier has its answer.",
                    "Desde la respuesta hasta el cierre por la regla que la reconoció, en milisegundos. El número se "
                            + "bloquea antes: antes de confirmar al operador.")),
    FIRST_RESPONSE(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.FIRST_RESPONSE),
            Better.DOWN,
            new Text("First response", "Primera respuesta"),
            new Text(
                    "First message that a person sent out of the conversation less the first reply of the episode, "
                            + "wall time. Episodes without an answer: not counted.",
                    "Primer mensaje que una persona envió desde la conversación menos la primera respuesta del "
                            + "episodio, tiempo corrido. Sin contestación: no cuenta.")),
    FIRST_RESPONSE_WORK(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.FIRST_RESPONSE_WORK),
            Better.DOWN,
            new Text("First response, working time", "Primera respuesta, tiempo hábil"),
            new Text(
                    "The same in working time, as the response-time clock measured it.",
                    "Lo mismo en tiempo hábil, según el reloj de SLA.")),
    NEXT_RESPONSE(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.NEXT_RESPONSE),
            Better.DOWN,
            new Text("Next response", "Respuesta siguiente"),
            new Text(
                    "Answer less the first unanswered reply, after the first response, pauses left out; only where a "
                            + "response-time policy has such a clock.",
                    "Contestación menos la primera respuesta sin contestar, después de la primera, sin pausas; solo "
                            + "donde una política de SLA tiene ese reloj.")),
    NEXT_RESPONSE_WORK(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.NEXT_RESPONSE_WORK),
            Better.DOWN,
            new Text("Next response, working time", "Respuesta siguiente, tiempo hábil"),
            new Text("The same in working time.", "Lo mismo en tiempo hábil.")),
    RESOLUTION(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.RESOLUTION),
            Better.DOWN,
            new Text("Resolution", "Resolución"),
            new Text(
                    "Close by a person less the first reply of the episode, wall time, pauses included. Closes by a "
                            + "rule: not counted.",
                    "Cierre por una persona menos la primera respuesta del episodio, tiempo corrido, con pausas. Los "
                            + "cierres por regla no cuentan.")),
    RESOLUTION_WORK(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            time(Span.RESOLUTION_WORK),
            Better.DOWN,
            new Text("Resolution, working time", "Resolución, tiempo hábil"),
            new Text(
                    "The same in working time, pauses left out, as the response-time clock measured it.",
                    "Lo mismo en tiempo hábil, sin pausas, según el reloj de SLA.")),
    CLOSED(
            Group.OPERATIONS,
            Cohort.CLOSED,
            count(Mark.CLOSED),
            Better.UP,
            new Text("Closed conversations", "Conversaciones cerradas"),
            new Text("Closes with an outcome in the time.", "Cierres con resultado en el período.")),
    CLEAN_CLOSES(
            Group.OPERATIONS,
            Cohort.CLOSED,
            rate(List.of(Mark.CLEAN), List.of(Mark.CLOSED)),
            Better.UP,
            new Text("Clean closes", "Cierres limpios"),
            new Text(
                    "Closes that were not reopened within 7 days / closes.",
                    "Cierres que no se reabrieron en 7 días / cierres.")),
    OPERATIONAL_CLOSURE(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            soFar(List.of(Mark.SETTLED), List.of(Mark.EPISODES), Mark.UNSETTLED),
            Better.UP,
            new Text("Operational closure", "Cierre operativo"),
            new Text(
                    "Episodes closed with a final outcome within 7 days of their first reply / episodes received."
                            + " Those not ended and younger than 7 days count too, and are shown as still open."
                            + " follow_up_pending is not final.",
                    "Episodios cerrados con un resultado final en los 7 días siguientes a su primera respuesta /"
                            + " episodios recibidos. Los que no han terminado y tienen menos de 7 días también cuentan y"
                            + " se muestran como pendientes. follow_up_pending no es final.")),
    FOLLOW_UP_DEBT(
            Group.OPERATIONS,
            Cohort.RECEIVED,
            count(Mark.DEBT),
            Better.DOWN,
            new Text("Follow-up debt", "Deuda de seguimiento"),
            new Text(
                    "Episodes that were answered and have no outcome so far.",
                    "Episodios contestados que todavía no tienen resultado.")),
    SLA_MET(
            Group.OPERATIONS,
            Cohort.DUE,
            rate(List.of(Mark.MET), List.of(Mark.DUE)),
            Better.UP,
            new Text("SLA met", "SLA cumplido"),
            new Text(
                    "Response-time clocks stopped before they were found late / those and the late ones, stopped or"
                            + " not, by when they were due. Called off: not counted. Late ones count for the team and"
                            + " owner at that time; paused time does not count.",
                    "Relojes de SLA detenidos a tiempo / esos y los vencidos, detenidos o no, según su vencimiento."
                            + " Los anulados no cuentan. Los vencidos cuentan para el equipo y responsable de ese momento;"
                            + " las pausas no cuentan.")),
    SLA_MET_FIRST_ACTION(
            Group.OPERATIONS,
            Cohort.DUE,
            rate(List.of(Mark.MET_FIRST_ACTION), List.of(Mark.DUE_FIRST_ACTION)),
            Better.UP,
            new Text("SLA met: first action", "SLA cumplido: primera acción"),
            new Text("The same for clocks of the first action.", "Lo mismo para los relojes de primera acción.")),
    SLA_MET_FIRST_RESPONSE(
            Group.OPERATIONS,
            Cohort.DUE,
            rate(List.of(Mark.MET_FIRST_RESPONSE), List.of(Mark.DUE_FIRST_RESPONSE)),
            Better.UP,
            new Text("SLA met: first response", "SLA cumplido: primera respuesta"),
            new Text("The same for clocks of the first response.", "Lo mismo para los relojes de primera respuesta.")),
    SLA_MET_NEXT_RESPONSE(
            Group.OPERATIONS,
            Cohort.DUE,
            rate(List.of(Mark.MET_NEXT_RESPONSE), List.of(Mark.DUE_NEXT_RESPONSE)),
            Better.UP,
            new Text("SLA met: next response", "SLA cumplido: respuesta siguiente"),
            new Text("The same for clocks of the next response.", "Lo mismo para los relojes de respuesta siguiente.")),
    SLA_MET_RESOLUTION(
            Group.OPERATIONS,
            Cohort.DUE,
            rate(List.of(Mark.MET_RESOLUTION), List.of(Mark.DUE_RESOLUTION)),
            Better.UP,
            new Text("SLA met: resolution", "SLA cumplido: resolución"),
            new Text("The same for clocks of the resolution.", "Lo mismo para los relojes de resolución.")),
    // ---- quality
    REASSIGNMENT_RATE(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.REASSIGNED), List.of(Mark.CLOSED)),
            Better.DOWN,
            new Text("Reassignment rate", "Tasa de reasignación"),
            new Text(
                    "Closes of conversations whose owner had changed twice or more since the first / closes.",
                    "Cierres de conversaciones cuyo responsable cambió dos o más veces / cierres.")),
    TIMEOUT_RATE(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.TIMED_OUT), List.of(Mark.CLOSED)),
            Better.DOWN,
            new Text("Taken away for want of an act", "Retiradas por falta de acción"),
            new Text(
                    "Closes of conversations that an owner lost for not acting in time / closes.",
                    "Cierres de conversaciones que un responsable perdió por no actuar a tiempo / cierres.")),
    PING_PONG_RATE(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.PING_PONG), List.of(Mark.CLOSED)),
            Better.DOWN,
            new Text("Ping-pong", "Ping-pong"),
            new Text(
                    "Closes of conversations that came back to an owner who had lost them to one other / closes.",
                    "Cierres de conversaciones que volvieron a un responsable después de pasar por otro / cierres.")),
    DUPLICATE_REPLIES(
            Group.QUALITY,
            Cohort.RECEIVED,
            rate(List.of(Mark.DUPLICATES), List.of(Mark.RECEIVED)),
            Better.NONE,
            new Text("Duplicate replies", "Respuestas duplicadas"),
            new Text(
                    "Messages from subscribers that repeat another one / messages from subscribers.",
                    "Mensajes de abonados que repiten otro / mensajes de abonados.")),
    MERGED_CONVERSATIONS(
            Group.QUALITY,
            Cohort.RECEIVED,
            rate(List.of(Mark.MERGED), List.of(Mark.EPISODES, Mark.MERGED)),
            Better.NONE,
            new Text("Merged conversations", "Conversaciones unidas"),
            new Text(
                    "Episodes whose conversation was merged into another / those and the episodes received. Merged ones are"
                            + " no episodes of their own in any other figure.",
                    "Episodios cuya conversación se unió a otra / esos y los episodios recibidos. Los unidos no son"
                            + " episodios propios en ninguna otra cifra.")),
    WITHOUT_CONTEXT(
            Group.QUALITY,
            Cohort.RECEIVED,
            rate(List.of(Mark.NO_CONTEXT), List.of(Mark.REPLIES)),
            Better.DOWN,
            new Text("Without context", "Sin contexto"),
            new Text(
                    "Replies that belong to no campaign with a confidence of 0.8 / replies, duplicates left out. A "
                            + "link by hand makes the last reply one with context.",
                    "Respuestas sin campaña con confianza de 0,8 / respuestas, sin duplicados. Un enlace manual da "
                            + "contexto a la última respuesta.")),
    RELINKED(
            Group.QUALITY,
            Cohort.RECEIVED,
            count(Mark.RELINKED),
            Better.NONE,
            new Text("Linked by hand", "Enlazadas a mano"),
            new Text("Replies whose campaign a person named.", "Respuestas cuya campaña indicó una persona.")),
    ESCALATED(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.ESCALATED), List.of(Mark.CLOSED)),
            Better.DOWN,
            new Text("Escalated", "Escaladas"),
            new Text(
                    "Closes of conversations that were escalated, by a person or by a late clock / closes.",
                    "Cierres de conversaciones escaladas, por una persona o por un reloj vencido / cierres.")),
    LABELS_CORRECTED(
            Group.QUALITY,
            Cohort.RECEIVED,
            rate(List.of(Mark.CORRECTED), List.of(Mark.REVIEWED)),
            Better.DOWN,
            new Text("Labels corrected", "Etiquetas corregidas"),
            new Text(
                    "Replies whose label a person has looked at, in conversations where one was changed / replies "
                            + "whose label a person confirmed or changed. By label: the label as it is now.",
                    "Respuestas cuya etiqueta revisó una persona, en conversaciones donde se cambió alguna / "
                            + "respuestas cuya etiqueta confirmó o cambió una persona. Por etiqueta: la actual.")),
    OPT_OUTS_UNDONE(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.OPT_OUTS_UNDONE), List.of(Mark.OPT_OUTS)),
            Better.DOWN,
            new Text("Opt-outs undone", "Bajas deshechas"),
            new Text(
                    "Closes with opt_out_applied whose number an operator or program opened again / closes with "
                            + "opt_out_applied.",
                    "Cierres con opt_out_applied cuyo número reabrió un operador o programa / cierres con "
                            + "opt_out_applied.")),
    OPT_OUTS_BY_PERSON(
            Group.QUALITY,
            Cohort.CLOSED,
            rate(List.of(Mark.OPT_OUTS_BY_PERSON), List.of(Mark.OPT_OUTS)),
            Better.DOWN,
            new Text("Opt-outs that no rule knew", "Bajas que ninguna regla reconoció"),
            new Text(
                    "Closes with opt_out_applied by a person / closes with opt_out_applied.",
                    "Cierres con opt_out_applied hechos por una persona / cierres con opt_out_applied.")),
    // ---- sales
    INTERESTED(
            Group.SALES,
            Cohort.RECEIVED,
            count(Mark.INTERESTED),
            Better.UP,
            new Text("Interested", "Interesados"),
            new Text("Episodes with the label interested.", "Episodios con la etiqueta interested.")),
    APPOINTMENTS(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.APPOINTMENTS), List.of(Mark.INTERESTED)),
            Better.UP,
            new Text("Appointments", "Citas"),
            new Text(
                    "Interested episodes closed with appointment_confirmed / interested episodes.",
                    "Episodios interesados cerrados con appointment_confirmed / episodios interesados.")),
    OPPORTUNITIES(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.OPPORTUNITIES), List.of(Mark.INTERESTED)),
            Better.UP,
            new Text("Opportunities", "Oportunidades"),
            new Text(
                    "Interested episodes closed with interested_assigned / interested episodes. Whether a CRM has it "
                            + "is not known here.",
                    "Episodios interesados cerrados con interested_assigned / episodios interesados. Si el CRM lo "
                            + "tiene no se sabe aquí.")),
    RECOVERED_LEADS(
            Group.SALES,
            Cohort.RECEIVED,
            count(Mark.RECOVERED),
            Better.UP,
            new Text("Recovered leads", "Contactos recuperados"),
            new Text(
                    "Episodes with a positive outcome of contacts whose conversation before was silent for 30 days.",
                    "Episodios con resultado positivo de contactos cuya conversación anterior llevaba 30 días en "
                            + "silencio.")),
    CONVERSION_15M(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.CONVERTED_15M), List.of(Mark.INTERESTED_15M)),
            Better.UP,
            new Text("Conversion, acted on within 15 minutes", "Conversión, atendidos en 15 minutos"),
            new Text(
                    "Interested episodes acted on within 15 minutes with a positive outcome / those.",
                    "Episodios interesados atendidos en 15 minutos con resultado positivo / esos.")),
    CONVERSION_1H(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.CONVERTED_1H), List.of(Mark.INTERESTED_1H)),
            Better.UP,
            new Text("Conversion, acted on within 15 to 60 minutes", "Conversión, atendidos entre 15 y 60 minutos"),
            new Text(
                    "Interested episodes acted on within 15 to 60 minutes with a positive outcome / those.",
                    "Episodios interesados atendidos entre 15 y 60 minutos con resultado positivo / esos.")),
    CONVERSION_4H(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.CONVERTED_4H), List.of(Mark.INTERESTED_4H)),
            Better.UP,
            new Text("Conversion, acted on within 1 to 4 hours", "Conversión, atendidos entre 1 y 4 horas"),
            new Text(
                    "Interested episodes acted on within 1 to 4 hours with a positive outcome / those.",
                    "Episodios interesados atendidos entre 1 y 4 horas con resultado positivo / esos.")),
    CONVERSION_LATER(
            Group.SALES,
            Cohort.RECEIVED,
            rate(List.of(Mark.CONVERTED_LATER), List.of(Mark.INTERESTED_LATER)),
            Better.UP,
            new Text("Conversion, acted on after 4 hours", "Conversión, atendidos después de 4 horas"),
            new Text(
                    "Interested episodes acted on after 4 hours with a positive outcome / those.",
                    "Episodios interesados atendidos después de 4 horas con resultado positivo / esos.")),
    // ---- collections
    PROMISES(
            Group.COLLECTIONS,
            Cohort.RECEIVED,
            rate(List.of(Mark.PROMISED), List.of(Mark.RIGHT_PARTY)),
            Better.UP,
            new Text("Promises to pay", "Promesas de pago"),
            new Text(
                    "Episodes closed with payment_promised / episodes with a label, wrong numbers, machines and "
                            + "unintelligible replies left out.",
                    "Episodios cerrados con payment_promised / episodios con etiqueta, sin números equivocados, "
                            + "contestadores ni textos ilegibles.")),
    PROMISES_KEPT(
            Group.COLLECTIONS,
            Cohort.DUE,
            rate(List.of(Mark.PROMISES_KEPT), List.of(Mark.PROMISES_SETTLED, Mark.PROMISES_OPEN)),
            Better.UP,
            new Text("Promises kept", "Promesas cumplidas"),
            new Text(
                    "Promises settled as kept / promises due in the time, 2 working days of grace included. "
                            + "Cancelled ones, and those not yet due: not counted.",
                    "Promesas liquidadas como cumplidas / promesas vencidas en el período, con 2 días hábiles de "
                            + "gracia. Canceladas y no vencidas: no cuentan.")),
    AMOUNT_KEPT(
            Group.COLLECTIONS,
            Cohort.DUE,
            rate(List.of(Mark.KEPT_AMOUNT), List.of(Mark.PROMISED_AMOUNT)),
            Better.UP,
            new Text("Amount kept", "Monto cumplido"),
            new Text(
                    "What was paid on promises due in the time / what was promised; kept without an amount means all "
                            + "of it. In whatever currency the promises were.",
                    "Lo pagado de las promesas vencidas en el período / lo prometido; cumplida sin monto significa "
                            + "todo. En la moneda de las promesas.")),
    BROKEN_RECONTACTED(
            Group.COLLECTIONS,
            Cohort.DUE,
            rate(List.of(Mark.BROKEN_RECONTACTED), List.of(Mark.PROMISES_BROKEN)),
            Better.UP,
            new Text("Broken promises followed up", "Promesas rotas atendidas"),
            new Text(
                    "Broken promises whose contact was answered or called within a day after they were due / broken "
                            + "promises.",
                    "Promesas rotas cuyo contacto se contestó o llamó en un día después del vencimiento / promesas "
                            + "rotas.")),
    // ---- government
    CONFIRMATIONS(
            Group.GOVERNMENT,
            Cohort.SENT,
            rate(List.of(Mark.CONFIRMED), List.of(Mark.REACHED)),
            Better.UP,
            new Text("Confirmations", "Confirmaciones"),
            new Text(
                    "Contacts with a reply labelled confirmation within 7 days / contacts reached. By zone: zones "
                            + "with fewer than 10 are not shown.",
                    "Contactos con una respuesta etiquetada confirmation en 7 días / contactos alcanzados. Por zona: "
                            + "no se muestran zonas con menos de 10.")),
    REQUESTS_HANDLED(
            Group.GOVERNMENT,
            Cohort.RECEIVED,
            rate(List.of(Mark.REQUESTS_HANDLED), List.of(Mark.REQUESTS)),
            Better.UP,
            new Text("Requests handled", "Solicitudes atendidas"),
            new Text(
                    "Episodes labelled question, complaint, reschedule or urgency that have an outcome / such "
                            + "episodes. By zone: zones with fewer than 10 are not shown.",
                    "Episodios con etiqueta question, complaint, reschedule o urgency que tienen resultado / esos "
                            + "episodios. Por zona: no se muestran zonas con menos de 10.")),
    EVIDENCE_COMPLETE(
            Group.GOVERNMENT,
            Cohort.CLOSED,
            rate(List.of(Mark.COMPLETE), List.of(Mark.CLOSED)),
            Better.UP,
            new Text("Evidence complete", "Evidencia completa"),
            new Text(
                    "Closes with the message that was answered, the reply, an owner or the rule that decided, and "
                            + "all fields of the outcome / closes.",
                    "Cierres con el mensaje contestado, la respuesta, un responsable o la regla que decidió, y todos "
                            + "los campos del resultado / cierres.")),
    // ---- field
    OWNED_IN_15_MINUTES(
            Group.FIELD,
            Cohort.RECEIVED,
            rate(List.of(Mark.OWNED_SOON), List.of(Mark.EPISODES)),
            Better.UP,
            new Text("Owner within 15 minutes", "Responsable en 15 minutos"),
            new Text(
                    "Episodes that had an owner within 15 minutes of their first reply / episodes received.",
                    "Episodios con responsable en los 15 minutos siguientes a su primera respuesta / episodios "
                            + "recibidos.")),
    UPDATES_PER_CASE_DAY(
            Group.FIELD,
            Cohort.CLOSED,
            ratio(List.of(Mark.UPDATES), List.of(Mark.CASE_DAYS)),
            Better.UP,
            new Text("Updates per case and day", "Avances por caso y día"),
            new Text(
                    "Notes, calls, visits and answers of closed conversations / days from opening to close, each "
                            + "begun one whole.",
                    "Notas, llamadas, visitas y contestaciones de conversaciones cerradas / días desde la apertura "
                            + "hasta el cierre, cada día empezado entero.")),
    CRITICAL_PENDING(
            Group.FIELD,
            Cohort.NOW,
            count(Mark.CRITICAL),
            Better.DOWN,
            new Text("Critical and late", "Críticos vencidos"),
            new Text(
                    "Open replies at the moment of asking that are urgent and have a late clock.",
                    "Respuestas abiertas en el momento de la consulta que son urgentes y tienen un reloj vencido.")),
    FIRST_VISIT_SUCCESS(
            Group.FIELD,
            Cohort.RECEIVED,
            rate(List.of(Mark.FIRST_VISIT_DID), List.of(Mark.VISITED)),
            Better.UP,
            new Text("Done at the first visit", "Resuelto en la primera visita"),
            new Text(
                    "Episodes with one visit and a positive outcome / episodes with a visit.",
                    "Episodios con una visita y resultado positivo / episodios con visita."));

    /** Who asks for it. */
    public enum Group {
        CHANNEL("Channel", "Canal"),
        OPERATIONS("Operations", "Operación"),
        QUALITY("Quality", "Calidad"),
        SALES("Sales", "Ventas"),
        COLLECTIONS("Collections", "Cobranza"),
        GOVERNMENT("Government", "Gobierno"),
        FIELD("Field", "Terreno");

        private final Text title;

        Group(String en, String es) {
            title = new Text(en, es);
        }

        public Text title() {
            return title;
        }
    }

    /** By which moment a row falls into a time that is asked for. */
    public enum Cohort {
        /** When the message was accepted. */
        SENT,
        /** When the reply was journalled. */
        RECEIVED,
        /** When the conversation was closed. */
        CLOSED,
        /** When the clock or promise was due. */
        DUE,
        /** As it stands at the moment of asking, whenever it began. */
        NOW
    }

    /** What its value is. */
    public enum Unit {
        PERCENT,
        PER_THOUSAND,
        RATIO,
        COUNT,
        /** Times; the value is the median. */
        SECONDS,
        MILLISECONDS
    }

    /** Which way is the good one. */
    public enum Better {
        UP,
        DOWN,
        NONE
    }

    /** A text in English and Spanish. */
    public record Text(String en, String es) {

        public String in(Locale locale) {
            return locale.getLanguage().equals("es") ? es : en;
        }
    }

    /**
     * How it is worked out.
     *
     * @param over empty for counts and times
     * @param waiting those that are not ripe are shown as still open; null for none
     * @param leavesOut whether those are not in what it is over
     * @param span null for all but times
     */
    private record Shape(
            Unit unit,
            List<Mark> of,
            List<Mark> over,
            @Nullable Mark waiting,
            boolean leavesOut,
            @Nullable Span span) {}

    private static Shape rate(List<Mark> of, List<Mark> over) {
        return new Shape(Unit.PERCENT, of, over, null, false, null);
    }

    private static Shape rate(List<Mark> of, List<Mark> over, Mark waiting) {
        return new Shape(Unit.PERCENT, of, over, waiting, true, null);
    }

    private static Shape soFar(List<Mark> of, List<Mark> over, Mark waiting) {
        return new Shape(Unit.PERCENT, of, over, waiting, false, null);
    }

    private static Shape perThousand(List<Mark> of, List<Mark> over) {
        return new Shape(Unit.PER_THOUSAND, of, over, null, false, null);
    }

    private static Shape ratio(List<Mark> of, List<Mark> over) {
        return new Shape(Unit.RATIO, of, over, null, false, null);
    }

    private static Shape count(Mark... of) {
        return new Shape(Unit.COUNT, List.of(of), List.of(), null, false, null);
    }

    private static Shape time(Span span) {
        Unit unit = span == Span.OPT_OUT_MILLIS ? Unit.MILLISECONDS : Unit.SECONDS;
        return new Shape(unit, List.of(), List.of(), null, false, span);
    }

    private final Group group;
    private final Cohort cohort;
    private final Shape shape;
    private final Better better;
    private final Text title;
    private final Text definition;

    Kpi(Group group, Cohort cohort, Shape shape, Better better, Text title, Text definition) {
        this.group = group;
        this.cohort = cohort;
        this.shape = shape;
        this.better = better;
        this.title = title;
        this.definition = definition;
    }

    /** As it is written outside: "delivery_rate". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its word; empty for no such figure. */
    public static Optional<Kpi> named(String word) {
        for (Kpi kpi : values()) {
            if (kpi.word().equals(word)) return Optional.of(kpi);
        }
        return Optional.empty();
    }

    public Group group() {
        return group;
    }

    public Cohort cohort() {
        return cohort;
    }

    public Unit unit() {
        return shape.unit;
    }

    public Better better() {
        return better;
    }

    public Text title() {
        return title;
    }

    /** Numerator / denominator, and what is left out. */
    public Text definition() {
        return definition;
    }

    /** The marks of the rows that it counts; empty for times. */
    public List<Mark> of() {
        return shape.of;
    }

    /** The marks of the rows that it is over; empty for counts and times. */
    public List<Mark> over() {
        return shape.over;
    }

    /** The times of the rows that it measures; one or none. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        if (shape.span != null) spans.add(shape.span);
        return spans;
    }

    /** Its figure for some rows. */
    public Figure of(Tally tally) {
        if (shape.span != null) return Figure.of(this, tally.times(shape.span));
        long waiting = shape.waiting == null ? 0 : tally.unripe(shape.waiting);
        long over = sum(tally, shape.over) - (shape.leavesOut ? waiting : 0);
        return new Figure(this, sum(tally, shape.of), over, waiting, null);
    }

    private static long sum(Tally tally, List<Mark> marks) {
        long sum = 0;
        for (Mark mark : marks) sum += tally.count(mark);
        return sum;
    }
}
