package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onSubmit;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.Pdu;
import io.momentum.gateway.sim.QuirkArgument.Share;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import io.momentum.gateway.sim.SubmitCase.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** How a carrier answers submit_sm. */
final class SubmitQuirks {

    private static final int PARAMETER_MISSING = 0xC3;
    private static final int EXPIRY_INVALID = 0x62;
    private static final int TAG_TOTAL_PARTS = SmppConstants.TAG_SAR_TOTAL_SEGMENTS & 0xffff;

    private SubmitQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "status",
                        "0x58:5",
                        "refuses a share of the submits with a status",
                        "everywhere; vendor codes 0x94, 0x400 to 0x4FF and small numbers with meanings of their own",
                        SubmitQuirks::status),
                entry(
                        "response-delay",
                        "1s",
                        "answers each submit late",
                        "Adobe Campaign guide: over a second",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return onSubmit(submit -> submit.answerDelayMillis = millis);
                        }),
                entry(
                        "throttle-for",
                        "30s",
                        "refuses every submit with 0x58 from the first one on, and takes all after that; 30s:0x14 for"
                                + " another status",
                        "Vonage, users of Kannel; 0x14, 0x45 and 0x08 mean the same at some",
                        (argument, chances) -> new Throttle(argument)),
                entry(
                        "tps",
                        "30",
                        "refuses what exceeds so many submits within a second with 0x58",
                        "Vonage: 30 a second",
                        (argument, chances) -> new PerSecond(argument.count())),
                entry(
                        "drop-every",
                        "10",
                        "takes one submit in so many and closes the connection instead of answering",
                        "any link that fails",
                        (argument, chances) -> {
                            int every = argument.count();
                            return onSubmit(submit -> {
                                if (submit.number % every == 0) submit.form = Form.HANG_UP;
                            });
                        }),
                entry(
                        "stall-after",
                        "100",
                        "after so many submits reads on and answers nothing any more, not even enquire_link",
                        "half-open connections: Kannel's time-out of 300 s, jsmpp",
                        (argument, chances) -> new Stall(argument.count())),
                entry(
                        "resp-lost",
                        "5",
                        "takes nothing and answers nothing for a share of the submits, and goes on",
                        "overloaded SMSCs",
                        (argument, chances) -> share(argument, chances, submit -> submit.form = Form.NONE)),
                entry(
                        "resp-twice",
                        "1s",
                        "sends each submit_sm_resp once more after a while",
                        "Adobe Campaign guide: exactly 60 s later",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return onSubmit(submit -> submit.againMillis = millis);
                        }),
                entry(
                        "resp-no-body",
                        "",
                        "answers every submit with a header alone, also an accepted one",
                        "Cloudhopper users; Kannel stopped on it in 2013",
                        (argument, chances) -> onSubmit(submit -> submit.form = Form.HEADER_ONLY)),
                entry(
                        "resp-empty-id",
                        "",
                        "accepts messages without naming them",
                        "Cloudhopper users",
                        (argument, chances) -> onSubmit(submit -> submit.form = Form.EMPTY_ID)),
                entry(
                        "resp-body-on-error",
                        "",
                        "puts a message id into refusals",
                        "smppex; SMPP 3.3 and 5.0",
                        (argument, chances) -> onSubmit(submit -> submit.form = Form.ID_THOUGH_REFUSED)),
                entry(
                        "nack",
                        "5",
                        "answers a share of the submits with generic_nack",
                        "smppex, Jasmin",
                        (argument, chances) -> share(argument, chances, submit -> nack(submit, Form.NACK))),
                entry(
                        "nack-without-sequence",
                        "5",
                        "answers a share of the submits with generic_nack of sequence number 0",
                        "vumi",
                        (argument, chances) ->
                                share(argument, chances, submit -> nack(submit, Form.NACK_WITHOUT_SEQUENCE))),
                entry(
                        "dlr-before-resp",
                        "50ms",
                        "sends the receipt before the submit_sm_resp, which follows after a while",
                        "Adobe Campaign guide; lost by Kannel",
                        (argument, chances) -> {
                            int millis = argument.millis();
                            return onSubmit(submit -> {
                                submit.receiptFirst = true;
                                submit.answerDelayMillis = millis;
                            });
                        }),
                entry(
                        "no-payload",
                        "",
                        "refuses message_payload with 0x45",
                        "carriers that know short_message only",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_SUBMITFAIL,
                                submit -> submit.pdu.hasOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD))),
                entry(
                        "no-udh",
                        "",
                        "refuses a user data header with 0x43",
                        "carriers that want segments in TLVs",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_INVESMCLASS, submit -> (submit.pdu.getEsmClass() & 0x40) != 0)),
                entry(
                        "no-sar",
                        "",
                        "refuses the TLVs of segments with 0xC1",
                        "carriers that want a user data header",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_OPTPARNOTALLWD,
                                submit -> submit.pdu.hasOptionalParameter((short) TAG_TOTAL_PARTS))),
                entry(
                        "no-tlv",
                        "",
                        "refuses every TLV with 0xC1",
                        "SMPP 3.3 peers",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_OPTPARNOTALLWD,
                                submit -> submit.pdu.getOptionalParameterCount() > 0)),
                entry(
                        "parts-max",
                        "10",
                        "refuses the parts of a message of more parts with 0x01",
                        "Adobe Campaign guide: 10",
                        (argument, chances) -> {
                            int max = argument.count();
                            return refusing(
                                    SmppConstants.STATUS_INVMSGLEN,
                                    submit -> Segment.of(submit.pdu).total() > max);
                        }),
                entry(
                        "sequence-once",
                        "",
                        "refuses a sequence number that it has seen on the connection with 0x08",
                        "JamaaSMPP: parts that share a number",
                        (argument, chances) -> new SequenceOnce()),
                entry(
                        "validity-absolute",
                        "",
                        "refuses a relative validity_period with 0x62",
                        "Kannel sends absolute times for such carriers",
                        (argument, chances) -> refusing(EXPIRY_INVALID, submit -> isRelative(submit))),
                entry(
                        "validity-none",
                        "",
                        "refuses any validity_period with 0x62",
                        "small SMSCs",
                        (argument, chances) -> refusing(
                                EXPIRY_INVALID, submit -> !validity(submit).isEmpty())),
                entry(
                        "service-type",
                        "CMT",
                        "refuses any other service_type with 0x15",
                        "Adobe Campaign guide: needed for billing",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_INVSERTYP,
                                submit -> !argument.text().equals(submit.pdu.getServiceType()))),
                entry(
                        "tlv-wanted",
                        "0x1400",
                        "refuses a submit without this TLV with 0xC3",
                        "India: DLT entity and template ids at 0x1400 to 0x1402",
                        (argument, chances) -> {
                            short tag = (short) argument.code();
                            return refusing(PARAMETER_MISSING, submit -> !submit.pdu.hasOptionalParameter(tag));
                        }),
                entry(
                        "no-plus",
                        "",
                        "refuses an address that begins with + with 0x0B",
                        "carriers that want digits alone",
                        (argument, chances) -> refusing(
                                SmppConstants.STATUS_INVDSTADR,
                                submit -> Addresses.fromPdu(submit.pdu.getDestAddress())
                                        .text()
                                        .startsWith("+"))));
    }

    private static CarrierHabit status(QuirkArgument argument, Chances chances) {
        Share share = argument.share();
        int status = argument.with(share.what()).code();
        return onSubmit(submit -> {
            if (chances.percent(share.percent())) submit.refuse(status);
        });
    }

    private static CarrierHabit share(
            QuirkArgument argument, Chances chances, java.util.function.Consumer<SubmitCase> change) {
        double percent = argument.percent();
        return onSubmit(submit -> {
            if (chances.percent(percent)) change.accept(submit);
        });
    }

    private static void nack(SubmitCase submit, Form form) {
        submit.refuse(SmppConstants.STATUS_SYSERR);
        submit.form = form;
    }

    private static CarrierHabit refusing(int status, Predicate<SubmitCase> which) {
        return onSubmit(submit -> {
            if (which.test(submit)) submit.refuse(status);
        });
    }

    private static String validity(SubmitCase submit) {
        String validity = submit.pdu.getValidityPeriod();
        return validity == null ? "" : validity;
    }

    private static boolean isRelative(SubmitCase submit) {
        return validity(submit).toUpperCase(Locale.ROOT).endsWith("R");
    }

    private static final class Throttle implements CarrierHabit {
        private final int millis;
        private final int status;
        private long endMillis;

        Throttle(QuirkArgument argument) {
            millis = argument.part(0).millis();
            status = argument.hasParts() ? argument.part(1).code() : SmppConstants.STATUS_THROTTLED;
        }

        @Override
        public void submit(SubmitCase submit) {
            if (endMillis == 0) endMillis = submit.atMillis + millis;
            if (submit.atMillis < endMillis) submit.refuse(status);
        }
    }

    private static final class PerSecond implements CarrierHabit {
        private final int max;
        private long second;
        private int count;

        PerSecond(int max) {
            this.max = max;
        }

        @Override
        public void submit(SubmitCase submit) {
            long now = submit.atMillis / 1_000;
            count = now == second ? count + 1 : 1;
            second = now;
            if (count > max) submit.refuse(SmppConstants.STATUS_THROTTLED);
        }
    }

    private static final class Stall implements CarrierHabit {
        private final int after;
        private boolean stalled;

        Stall(int after) {
            this.after = after;
        }

        @Override
        public void submit(SubmitCase submit) {
            if (submit.number <= after) return;
            stalled = true;
            submit.form = Form.NONE;
        }

        @Override
        public boolean hears(CarrierBind bind, Pdu pdu) {
            return !stalled;
        }
    }

    private static final class SequenceOnce implements CarrierHabit {
        private final Set<Long> seen = new HashSet<>();

        @Override
        public void submit(SubmitCase submit) {
            long key = submit.bind.number() << 32 | (submit.pdu.getSequenceNumber() & 0xFFFF_FFFFL);
            if (!seen.add(key)) submit.refuse(SmppConstants.STATUS_SYSERR);
        }
    }
}
