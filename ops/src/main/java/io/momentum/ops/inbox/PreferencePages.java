package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Answer;
import io.momentum.ops.api.Ask;
import io.momentum.ops.api.SignIns;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How somebody likes to read, language and time zone; and its password. */
public final class PreferencePages implements Section {

    private static final String PATH = "/preferences";

    /** Characters, as the contract has it. */
    public static final int PASSWORD_MIN = 10;

    private static final Duration KEPT = Duration.ofDays(365);

    /**
     * What can be chosen, and what is.
     *
     * @param person whether one reads it, and no program
     * @param password whether it has one
     */
    public record PreferencesView(
            List<Language> languages,
            SortedSet<String> zones,
            String zone,
            boolean keys,
            boolean person,
            boolean password) {}

    @Override
    public void on(Routes routes) {
        routes.get("/help", Right.READ, visit -> visit.html("help", "", visit.t("common.keys"), ""));
        routes.get(PATH, Right.READ, visit -> {
            var view = new PreferencesView(
                    List.of(Language.values()),
                    new TreeSet<>(ZoneId.getAvailableZoneIds()),
                    visit.session().zone().getId(),
                    visit.session().keys(),
                    visit.caller().isPerson(),
                    visit.site().api().signIns().hasPassword(visit.caller()));
            return visit.html("preferences", "", visit.t("common.preferences"), view);
        });
        routes.post(PATH + "/password", Right.READ, PreferencePages::changePassword);
        routes.post(PATH, Right.READ, visit -> {
            Language language =
                    Language.of(visit.form("language")).orElse(visit.session().language());
            visit.session()
                    .prefers(
                            language,
                            SignInPages.zone(visit.form("zone")),
                            !visit.form("keys").isEmpty());
            Cookies.set(visit.context().request(), Cookies.LANGUAGE, language.code(), KEPT.toSeconds());
            visit.say("common.preferences.saved");
            return View.seeOther(Inbox.ROOT + PATH);
        });
    }

    private static View changePassword(Visit visit) {
        String wanted = typed(visit, "password");
        if (!wanted.equals(typed(visit, "again"))) visit.refuse(visit.t("common.password.differ"));
        else if (wanted.length() < PASSWORD_MIN) visit.refuse(visit.t("common.password.short", PASSWORD_MIN));
        else change(visit, wanted);
        return View.seeOther(Inbox.ROOT + PATH);
    }

    private static void change(Visit visit, String wanted) {
        var body = new JsonObject().put("current", typed(visit, "current")).put("password", wanted);
        Answer answer = visit.ask(Ask.of("changeOwnPassword").body(body));
        if (answer.status() >= 400) visit.refuse(Problems.text(visit, new JsonObject(answer.body())));
        else beginAnew(visit);
    }

    /** Whoever else is signed in as this person, with whatever, is out; this stay goes on under another id. */
    private static void beginAnew(Visit visit) {
        SignIns signIns = visit.site().api().signIns();
        Session session = visit.session();
        String id = visit.site()
                .sessions()
                .beginInstead(
                        session,
                        signIns.renewed(session.badge()),
                        badge -> signIns.caller(badge)
                                .filter(visit.caller()::isSameAs)
                                .isPresent());
        Cookies.set(visit.context().request(), Cookies.SESSION, id, Sessions.MOST.toSeconds());
        visit.site()
                .sessions()
                .find(id, false)
                .ifPresent(next -> next.say(new Notice(visit.t("common.password.changed"), false)));
    }

    /** As it was typed: blanks belong to a password. */
    private static String typed(Visit visit, String name) {
        return Optional.ofNullable(visit.context().request().getFormAttribute(name))
                .orElse("");
    }
}
