package io.momentum.ops.care;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;

/** Which conversation a fact is about. */
final class ConversationFacts {

    private ConversationFacts() {}

    /** The id; 0 where it is about none. */
    static long conversationOf(CareFact fact) {
        return switch (fact) {
            case ConversationOpened f -> f.conversation();
            case ReplyJoined f -> f.conversation();
            case ReplyRelinked f -> f.conversation();
            case ReplyClassified f -> f.conversation();
            case OwnerAssigned f -> f.conversation();
            case NoteAdded f -> f.conversation();
            case ReplySent f -> f.conversation();
            case ActionLogged f -> f.conversation();
            case ConversationMoved f -> f.conversation();
            case ConversationClosed f -> f.conversation();
            case ConversationReopened f -> f.conversation();
            case ConversationMerged f -> f.conversation();
            case ConversationEscalated f -> f.conversation();
            case ClockMoved f -> f.conversation();
            case PromiseSettled f -> f.conversation();
            case CareFact.ChangeAudited _,
                    CareFact.BulkOrdered _,
                    CareFact.BulkDone _,
                    CareFact.ContactSaved _,
                    CareFact.ContactErased _,
                    CareFact.CampaignSaved _,
                    CareFact.CampaignRecipients _,
                    CareFact.CampaignMoved _,
                    CareFact.RecipientSkipped _,
                    CareFact.MtTagged _,
                    CareFact.SettingSaved _,
                    CareFact.EvidenceRecorded _,
                    CareFact.ContactHeld _,
                    CareFact.EvidenceKeyChanged _,
                    CareFact.EvidenceSealed _,
                    CareFact.WebhookMoved _,
                    CareFact.EventsDelivered _,
                    CareFact.DeliveryFailed _,
                    CareFact.EventsHeld _,
                    CareFact.EventsReplayed _,
                    CareFact.EventAcknowledged _ -> 0;
        };
    }
}
