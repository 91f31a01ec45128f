package io.momentum.ops.evidence;

import io.momentum.ops.followup.evidence.Days;
import io.momentum.store.value.MessageId;

/** Which records are meant. */
public sealed interface Selection {

    /** In words, for the manifest. */
    String text();

    /** Those of a conversation. */
    record OfConversation(long conversation) implements Selection {
        @Override
        public String text() {
            return "conversation " + MessageId.format(conversation);
        }
    }

    /** Those of a campaign's conversations. */
    record OfCampaign(String campaign) implements Selection {
        @Override
        public String text() {
            return "campaign " + campaign;
        }
    }

    /** Those of a contact. Its number stays out of the words: they are not encrypted. */
    record OfContact(long digits) implements Selection {
        @Override
        public String text() {
            return "contact";
        }
    }

    /** All of some days, by UTC, both included. */
    record OfDays(long from, long to) implements Selection {
        @Override
        public String text() {
            return "days " + Days.text(from) + " to " + Days.text(to);
        }
    }
}
