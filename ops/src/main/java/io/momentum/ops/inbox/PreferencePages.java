package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** How somebody likes to read: language and time zone. */
public final class PreferencePages implements Section {

    private static final String PATH = "/preferences";
    private static final Duration KEPT = Duration.ofDays(365);

    /** What can be chosen, and what is. */
    public record PreferencesView(List<Language> languages, SortedSet<String> zones, String zone, boolean keys) {}

    @Override
    public void on(Routes routes) {
        routes.get("/help", Right.READ, visit -> visit.html("help", "", visit.t("common.keys"), ""));
        routes.get(PATH, Right.READ, visit -> {
            var view = new PreferencesView(
                    List.of(Language.values()),
                    new TreeSet<>(ZoneId.getAvailableZoneIds()),
                    visit.session().zone().getId(),
                    visit.session().keys());
            return visit.html("preferences", "", visit.t("common.preferences"), view);
        });
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
}
