package io.momentum.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.momentum.store.value.SystemId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoRoutesTest {

    private static MoRouteConfig to(String numbers, String keyword, String account) {
        return new MoRouteConfig(numbers, keyword, new SystemId(account));
    }

    private static @Nullable String account(MoRoutes routes, String number, String text) {
        SystemId found = routes.accountFor(number, () -> text);
        return found == null ? null : found.value();
    }

    @Test
    void theWholeNumberGoesBeforeTheLongestBeginningAndThatBeforeTheRest() {
        var routes = new MoRoutes(List.of(
                to("*", "", "rest"), to("89*", "", "short"), to("8901*", "", "long"), to("890123", "", "whole")));
        assertEquals("whole", account(routes, "890123", ""));
        assertEquals("long", account(routes, "8901234", ""));
        assertEquals("short", account(routes, "8902", ""));
        assertEquals("rest", account(routes, "8", ""));
        assertEquals("rest", account(routes, "", ""));
    }

    @Test
    void aKeywordIsTheFirstWordInAnyCaseAndDecidesOnlyWhereItStands() {
        var routes = new MoRoutes(List.of(to("1*", "JOIN", "club"), to("12*", "", "long"), to("1*", "", "short")));
        assertEquals("club", account(routes, "13", "  ¡Join! now"));
        assertEquals("short", account(routes, "13", "joined"));
        assertEquals("short", account(routes, "13", ""));
        assertEquals("long", account(routes, "12", "join"));
        assertEquals("club", account(new MoRoutes(List.of(to("*", "ÜBER", "club"))), "1", "über alles"));
    }

    @Test
    void withoutAMatchNobodyReceivesItAndTheTextIsNotLookedAt() {
        var routes = new MoRoutes(List.of(to("890123", "", "acme")));
        assertNull(routes.accountFor("890124", () -> {
            throw new AssertionError("no keyword could decide");
        }));
        assertNull(account(MoRoutes.NONE, "890123", "x"));
    }
}
