/**
 * The inbox: web pages where a team works its replies. Served by the admin listener below {@code /inbox}, rendered here, and
 * whole without JavaScript: every action is a form, every view a link; htmx only fetches parts of the same pages sooner.
 *
 * <p><b>A page asks the API's operations, in process.</b> {@link io.momentum.ops.inbox.Visit#read} and
 * {@link io.momentum.ops.inbox.Visit#ask} take an {@link io.momentum.ops.api.Ask} and go through the same contract, rights and
 * audit as a program with a token; there is no second set of rules here, and nothing that a page could do and the API could not.
 * What a page lacks becomes a member of the contract first.
 *
 * <p><b>How to add a page.</b>
 * <ol>
 *   <li>A {@link io.momentum.ops.inbox.Section}: a small class that registers its paths with
 *       {@link io.momentum.ops.inbox.Routes}, and one line in {@link io.momentum.ops.inbox.Sections}. A handler is a query, a
 *       record for the view, and a template: {@code routes.get("/x", Right.READ, visit -> visit.html("x/page", "x.title",
 *       view))}. A form's handler asks and answers with {@link io.momentum.ops.inbox.View#seeOther}.
 *   <li>A template below {@code ops/src/main/jte}, made a class by the build. It takes {@code page}
 *       ({@link io.momentum.ops.inbox.Page}) and {@code view}, and wraps itself in {@code @template.layout(page, content)}. What
 *       htmx fetches alone is a template of its own, which the page includes. All output is escaped; {@code $unsafe} is not used.
 *   <li>Its words: a group of messages, {@code messages/GROUP_en.properties} and {@code _es}, named in
 *       {@link io.momentum.ops.inbox.Texts}; keys begin with the group, {@code page.t("x.title")}. Tests hold that both languages
 *       have the same keys and that templates name only keys that exist.
 * </ol>
 *
 * <p><b>Each form</b> carries {@code @template.csrf(page)}; what htmx sends without a form has the same value in a header that
 * the layout sets. {@code routes.post} refuses what has neither. Neither numbers nor texts go into URLs, for URLs are logged and
 * kept: a search is kept with the session under a key of chance ({@link io.momentum.ops.inbox.Session#keep}).
 *
 * <p><b>No inline script or style</b>: the content security policy forbids them, so there are no {@code style} or {@code on…}
 * attributes; charts are SVG with attributes or classes. Files are served by {@link io.momentum.ops.inbox.Assets} under a name
 * that has their hash, and kept by browsers for a year.
 *
 * <p><b>Live.</b> {@code /inbox/live} is a stream of events ({@code conversation}, {@code gone}, {@code counts}, {@code reset}),
 * of all that the reader may see or of one {@code conversation}. A page that is to stay fresh gives the layout its path,
 * {@code live = "/inbox/live"}; a part of it says {@code hx-trigger="sse:conversation delay:300ms, sse:reset"} and fetches itself
 * again. What somebody types must not stand in such a part.
 *
 * <p><b>Keys.</b> {@code inbox.js} knows a panel by the id of its {@code details} and its choices by {@code data-digit}. Single keys
 * can be turned off, and nothing can be done by them alone.
 *
 * <p><b>Threads.</b> Handlers run on the API's virtual threads and may block; sessions and limits are in memory, bounded, and end
 * with the process.
 */
@NullMarked
package io.momentum.ops.inbox;

import org.jspecify.annotations.NullMarked;
