package io.momentum.ops.kpi;

import io.momentum.store.index.Follower.Tagged;

/** A message of a campaign as a row. Pure. */
final class MessageMarks {

    private MessageMarks() {}

    /**
     * Where a message stands.
     *
     * @param word how it ended, as a review has it; {@code pending} where it has not
     * @param code the carrier's, as a review has it; empty for none
     */
    static KpiRow of(Tagged message, String word, String code, Dims dims) {
        boolean taken = message.submittedAtMicros() != 0;
        boolean receipted = code.startsWith("receipt ");
        boolean offered = taken || code.startsWith("submit ");
        boolean delivered = word.equals("delivered");
        boolean failed = word.equals("rejected") || word.equals("failed") || word.equals("expired");
        String ending = delivered || word.equals("pending") ? "" : (word + " " + code).strip();
        KpiRow row = KpiRow.of(Kind.MESSAGE, message.acceptedAtMicros(), message.mtId(), 0, dims)
                .mark(Mark.MESSAGES, 1)
                .mark(Mark.OFFERED, offered)
                .mark(Mark.TAKEN, taken)
                .mark(Mark.DELIVERED, delivered)
                .mark(Mark.RECEIPTED, taken && receipted)
                .mark(Mark.BOUNCED, offered && failed && (receipted || code.startsWith("submit ")))
                .mark(Mark.AWAITING, taken && !receipted)
                .mark(Mark.SUPPRESSED, word.equals("suppressed"));
        return new KpiRow(row.kind(), row.atMicros(), row.id(), row.sub(), dims, row.marks(), row.spans(), ending);
    }
}
