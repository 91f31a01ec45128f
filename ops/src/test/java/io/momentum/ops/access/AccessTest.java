package io.momentum.ops.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static final Scope NORTH = new Scope(Set.of("north"), Set.of(), Set.of("sales"));
    private static final Matter INSIDE = new Matter("North", "", "Sales", "luis");
    private static final Matter OUTSIDE = new Matter("south", "", "sales", "luis");
    private static final Matter NOWHERE = new Matter("", "", "", "");
    private static final Matter OWN = new Matter("south", "", "other", "ana");

    /**
     * For each role and right: whether ana, who is bound to zone north and team sales, may do it inside, outside, nowhere and
     * with what is her own; and whether somebody bound to nothing may do it outside. y and n in this order.
     */
    private static final String EXPECTED = """
            VIEWER READ ynnyy
            VIEWER SEE ynnyy
            VIEWER WORK nnnnn
            VIEWER LABEL nnnnn
            VIEWER ASSIGN nnnnn
            VIEWER BULK nnnnn
            VIEWER OVERRIDE nnnnn
            VIEWER PEOPLE ynnyy
            VIEWER TEMPLATES nnnnn
            VIEWER SHARE nnnnn
            VIEWER AUDIT nnnnn
            VIEWER MANAGE_PEOPLE nnnnn
            VIEWER GATEWAY_READ nnnny
            VIEWER GATEWAY_WRITE nnnnn
            VIEWER OPT_OUTS nnnnn
            VIEWER EVIDENCE nnnnn
            VIEWER WAIVE nnnnn
            VIEWER GATEWAY_ADMIN nnnnn
            AGENT READ ynnyy
            AGENT SEE ynnyy
            AGENT WORK ynnyy
            AGENT LABEL ynnyy
            AGENT ASSIGN nnnyn
            AGENT BULK nnnnn
            AGENT OVERRIDE nnnnn
            AGENT PEOPLE ynnyy
            AGENT TEMPLATES nnnnn
            AGENT SHARE nnnnn
            AGENT AUDIT nnnnn
            AGENT MANAGE_PEOPLE nnnnn
            AGENT GATEWAY_READ nnnnn
            AGENT GATEWAY_WRITE nnnnn
            AGENT OPT_OUTS nnnnn
            AGENT EVIDENCE nnnnn
            AGENT WAIVE nnnnn
            AGENT GATEWAY_ADMIN nnnnn
            LEAD READ ynnyy
            LEAD SEE ynnyy
            LEAD WORK ynnyy
            LEAD LABEL ynnyy
            LEAD ASSIGN ynnyy
            LEAD BULK ynnyy
            LEAD OVERRIDE ynnyy
            LEAD PEOPLE ynnyy
            LEAD TEMPLATES ynnyy
            LEAD SHARE ynnyy
            LEAD AUDIT ynnyy
            LEAD MANAGE_PEOPLE nnnnn
            LEAD GATEWAY_READ nnnnn
            LEAD GATEWAY_WRITE nnnnn
            LEAD OPT_OUTS nnnnn
            LEAD EVIDENCE nnnnn
            LEAD WAIVE nnnnn
            LEAD GATEWAY_ADMIN nnnnn
            COMPLIANCE READ ynnyy
            COMPLIANCE SEE ynnyy
            COMPLIANCE WORK nnnnn
            COMPLIANCE LABEL ynnyy
            COMPLIANCE ASSIGN nnnnn
            COMPLIANCE BULK nnnnn
            COMPLIANCE OVERRIDE nnnnn
            COMPLIANCE PEOPLE ynnyy
            COMPLIANCE TEMPLATES nnnnn
            COMPLIANCE SHARE nnnnn
            COMPLIANCE AUDIT ynnyy
            COMPLIANCE MANAGE_PEOPLE nnnnn
            COMPLIANCE GATEWAY_READ nnnny
            COMPLIANCE GATEWAY_WRITE nnnnn
            COMPLIANCE OPT_OUTS nnnny
            COMPLIANCE EVIDENCE nnnny
            COMPLIANCE WAIVE nnnny
            COMPLIANCE GATEWAY_ADMIN nnnnn
            AUDITOR READ ynnyy
            AUDITOR SEE nnnnn
            AUDITOR WORK nnnnn
            AUDITOR LABEL nnnnn
            AUDITOR ASSIGN nnnnn
            AUDITOR BULK nnnnn
            AUDITOR OVERRIDE nnnnn
            AUDITOR PEOPLE ynnyy
            AUDITOR TEMPLATES nnnnn
            AUDITOR SHARE nnnnn
            AUDITOR AUDIT ynnyy
            AUDITOR MANAGE_PEOPLE nnnnn
            AUDITOR GATEWAY_READ nnnnn
            AUDITOR GATEWAY_WRITE nnnnn
            AUDITOR OPT_OUTS nnnnn
            AUDITOR EVIDENCE nnnny
            AUDITOR WAIVE nnnnn
            AUDITOR GATEWAY_ADMIN nnnnn
            INTEGRATOR READ ynnyy
            INTEGRATOR SEE ynnyy
            INTEGRATOR WORK ynnyy
            INTEGRATOR LABEL ynnyy
            INTEGRATOR ASSIGN ynnyy
            INTEGRATOR BULK nnnnn
            INTEGRATOR OVERRIDE nnnnn
            INTEGRATOR PEOPLE ynnyy
            INTEGRATOR TEMPLATES nnnnn
            INTEGRATOR SHARE nnnnn
            INTEGRATOR AUDIT nnnnn
            INTEGRATOR MANAGE_PEOPLE nnnnn
            INTEGRATOR GATEWAY_READ nnnny
            INTEGRATOR GATEWAY_WRITE nnnny
            INTEGRATOR OPT_OUTS nnnnn
            INTEGRATOR EVIDENCE nnnny
            INTEGRATOR WAIVE nnnnn
            INTEGRATOR GATEWAY_ADMIN nnnnn
            OPERATOR READ ynnyy
            OPERATOR SEE ynnyy
            OPERATOR WORK ynnyy
            OPERATOR LABEL ynnyy
            OPERATOR ASSIGN ynnyy
            OPERATOR BULK ynnyy
            OPERATOR OVERRIDE ynnyy
            OPERATOR PEOPLE ynnyy
            OPERATOR TEMPLATES ynnyy
            OPERATOR SHARE ynnyy
            OPERATOR AUDIT ynnyy
            OPERATOR MANAGE_PEOPLE nnnnn
            OPERATOR GATEWAY_READ nnnny
            OPERATOR GATEWAY_WRITE nnnny
            OPERATOR OPT_OUTS nnnny
            OPERATOR EVIDENCE nnnny
            OPERATOR WAIVE nnnnn
            OPERATOR GATEWAY_ADMIN nnnnn
            ADMIN READ ynnyy
            ADMIN SEE ynnyy
            ADMIN WORK ynnyy
            ADMIN LABEL ynnyy
            ADMIN ASSIGN ynnyy
            ADMIN BULK ynnyy
            ADMIN OVERRIDE ynnyy
            ADMIN PEOPLE ynnyy
            ADMIN TEMPLATES ynnyy
            ADMIN SHARE ynnyy
            ADMIN AUDIT ynnyy
            ADMIN MANAGE_PEOPLE nnnny
            ADMIN GATEWAY_READ nnnny
            ADMIN GATEWAY_WRITE nnnny
            ADMIN OPT_OUTS nnnny
            ADMIN EVIDENCE nnnny
            ADMIN WAIVE nnnny
            ADMIN GATEWAY_ADMIN nnnny
            """;

    @Test
    void everyRoleMayWhatItsRowSaysInsideAndOutsideItsScope() {
        List<String> found = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Right right : Right.values()) {
                String may = "";
                for (Matter matter : List.of(INSIDE, OUTSIDE, NOWHERE, OWN))
                    may += Access.may(role, NORTH, "ana", right, matter) ? "y" : "n";
                may += Access.may(role, Scope.EVERYWHERE, "ana", right, OUTSIDE) ? "y" : "n";
                found.add(role + " " + right + " " + may);
            }
        }
        assertEquals(EXPECTED.strip(), String.join("\n", found));
    }

    @Test
    void whatNobodyIsNamedForBelongsToNobody() {
        assertFalse(Access.may(Role.AGENT, Scope.EVERYWHERE, "", Right.ASSIGN, NOWHERE));
    }

    @Test
    void whereOneOfManyZonesFitsTheMatterIsInside() {
        var scope = new Scope(Set.of("north", "EAST"), Set.of(), Set.of());
        assertTrue(scope.contains(new Matter("east", "any", "any", "")));
        assertTrue(scope.contains(new Scope(Set.of("East"), Set.of(), Set.of("any"))));
        assertFalse(scope.contains(Scope.EVERYWHERE));
    }

    @Test
    void theRolesOfOldCoverEachOtherAsTheyDid() {
        assertTrue(Role.ADMIN.covers(Role.OPERATOR));
        assertTrue(Role.OPERATOR.covers(Role.VIEWER));
        assertFalse(Role.VIEWER.covers(Role.OPERATOR));
        assertFalse(Role.OPERATOR.covers(Role.ADMIN));
    }
}
