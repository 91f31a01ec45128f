package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.SystemId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages of ESMEs are known to belong to a campaign: by a TLV, a service_type, or their account at a time. Immutable;
 * the first rule that fits counts. Without rules it costs one comparison.
 */
public record CampaignRules(List<Rule> rules) {

    public static final CampaignRules NONE = new CampaignRules(List.of());

    /**
     * All that it names must fit.
     *
     * @param serviceType empty for any
     * @param tag of a TLV, 0 for none
     * @param value of that TLV, as text; empty for any
     * @param account null for any
     * @param fromMillis since 1970, the first moment at which it holds
     * @param untilMillis the first at which it does not hold any more
     * @param purpose what the campaign is for
     */
    public record Rule(
            String campaign,
            String serviceType,
            int tag,
            String value,
            @Nullable SystemId account,
            long fromMillis,
            long untilMillis,
            Purpose purpose) {

        private boolean fits(SystemId sender, MessagePdu message, long nowMillis) {
            if (nowMillis < fromMillis || nowMillis >= untilMillis) return false;
            if (account != null && !account.equals(sender)) return false;
            if (!serviceType.isEmpty() && !serviceType.equals(message.serviceType())) return false;
            return tag == 0 || hasTlv(message);
        }

        private boolean hasTlv(MessagePdu message) {
            byte[] found = message.tlvValue(tag);
            if (found == null) return false;
            if (value.isEmpty()) return true;
            int length = found.length;
            // Many write such a text with the end that a C string has.
            if (length > 0 && found[length - 1] == 0) length--;
            byte[] wanted = value.getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(found, 0, length, wanted, 0, wanted.length);
        }

        private CampaignTag campaignTag() {
            return new CampaignTag(campaign, -1, how(), purpose);
        }

        private String how() {
            if (tag != 0) return "tlv";
            return serviceType.isEmpty() ? "account" : "service_type";
        }
    }

    public CampaignRules {
        rules = List.copyOf(rules);
    }

    @Nullable
    CampaignTag of(SystemId account, MessagePdu message, long nowMillis) {
        if (rules.isEmpty()) return null;
        for (Rule rule : rules) {
            if (rule.fits(account, message, nowMillis)) return rule.campaignTag();
        }
        return null;
    }
}
