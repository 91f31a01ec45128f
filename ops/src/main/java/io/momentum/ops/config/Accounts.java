package io.momentum.ops.config;

import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.AccountConfig.OptOutReach;
import io.momentum.gateway.server.Cidr;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.Password;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the accounts of all files, and sees that none is there twice and none has another's sender. */
final class Accounts {

    private static final Map<String, OnSuppressed> ON_SUPPRESSED = Map.of(
            "status", OnSuppressed.VENDOR_STATUS,
            "invalid-destination", OnSuppressed.INVALID_DESTINATION,
            "receipt", OnSuppressed.RECEIPT);

    private static final Spelled<Integer> RATE = new Spelled<>(
            Map.of("type", "string", "pattern", "^(unlimited|blocked|[0-9]{1,9}/s)$"),
            Accounts::rate,
            rate -> rate == AccountConfig.RATE_BLOCKED ? "blocked" : Values.RATE.write(rate));

    private final PolicyPacks packs;
    private final Map<SystemId, String> places = new HashMap<>();
    private final Map<String, SystemId> owners = new HashMap<>();
    private final List<AccountConfig> accounts = new ArrayList<>();

    List<AccountConfig> all() {
        return List.copyOf(accounts);
    }

    Accounts(PolicyPacks packs) {
        this.packs = packs;
    }

    /** The rules that accounts name. */
    PolicyPacks packs() {
        return packs;
    }

    boolean isKnown(SystemId account) {
        return places.containsKey(account);
    }

    void read(Section section) {
        Optional<Placed<SystemId>> systemId = section.required("systemId", SystemId::new);
        Optional<Password> password = Secrets.ofAccount(section);
        List<Cidr> allowFrom = section.list("allowFrom", Cidr::parse).stream()
                .map(Placed::value)
                .toList();
        int maxBinds = section.value("maxBinds", Values.integer(1, 1000), 4);
        int window = section.value("window", Values.integer(1, 10_000), 100);
        int rate = section.value("rate", RATE, 0);
        var senders = section.list("senders", Accounts::sender);
        OnSuppressed onSuppressed =
                section.value("onSuppressed", Values.choice(ON_SUPPRESSED), OnSuppressed.VENDOR_STATUS);
        Priority priority = section.value("priority", Values.constant(Priority.class), Priority.CAMPAIGN);
        EsmeProfile esme = EsmeKeys.read(section);
        AccountPolicies policies = packs.ofAccount(section);
        IntakeRules intake = IntakeKeys.read(section);
        OptOutReach reach = section.value("optOutReach", Values.constant(OptOutReach.class), OptOutReach.ACCOUNT);
        section.end();
        if (password.isPresent() && password.get().isTooLong() && !esme.longPassword()) {
            section.problem("password", "is longer than SMPP's 8 characters; longPassword: true takes it all the same");
        }
        if (systemId.isEmpty()) return;
        claim(systemId.get());
        senders.forEach(sender -> claim(sender, systemId.get().value()));
        if (password.isEmpty()) return;
        List<String> numbers = senders.stream().map(Placed::value).toList();
        accounts.add(new AccountConfig(
                systemId.get().value(),
                password.get(),
                allowFrom,
                maxBinds,
                window,
                rate,
                numbers,
                onSuppressed,
                priority,
                esme,
                policies,
                intake,
                reach));
    }

    /** As for carriers; an account may also be closed for submits. */
    private static int rate(String text) {
        return text.equals("blocked") || text.equals("0/s") ? AccountConfig.RATE_BLOCKED : Values.rate(text);
    }

    private void claim(Placed<SystemId> account) {
        String first = places.putIfAbsent(account.value(), account.place());
        if (first != null) account.problem("account '%s' is there already, at %s".formatted(account.value(), first));
    }

    private void claim(Placed<String> sender, SystemId account) {
        SystemId owner = owners.putIfAbsent(sender.value(), account);
        if (owner == null) return;
        sender.problem(
                owner.equals(account)
                        ? "sender '%s' is there twice for account '%s'".formatted(sender.value(), owner)
                        : "sender '%s' belongs to account '%s' already".formatted(sender.value(), owner));
    }

    /** Whether an account calls these numbers its own. */
    boolean ownsSender(String numbers) {
        return owners.containsKey(numbers);
    }

    /** A number or short code, or the first digits of numbers and a star: what is found in an address, without a plus. */
    private static String sender(String text) {
        String numbers = MoRouteKeys.numbers(text);
        if (numbers.endsWith("*")) return numbers;
        long digits = Msisdn.digitsOf(numbers);
        if (digits == Msisdn.NONE) throw Values.bad("a number or short code of at most 15 digits", text);
        return Long.toString(digits);
    }
}
