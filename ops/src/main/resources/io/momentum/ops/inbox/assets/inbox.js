// What the inbox does beyond forms and links: clocks that count down, keys, and what is ticked or typed while parts of a page
// are fetched anew. Everything works without it.
"use strict";
(() => {
  const body = document.body;
  const byId = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // ---- the browser's time zone, when signing in
  const zone = byId("zone");
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  const provider = byId("provider");
  if (provider && zone) provider.search = "zone=" + encodeURIComponent(zone.value);

  // ---- clocks, once a second
  const two = (n) => String(n).padStart(2, "0");
  const span = (millis) => {
    const seconds = Math.floor(Math.abs(millis) / 1000);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (hours >= 24) return Math.floor(hours / 24) + " d " + (hours % 24) + " h";
    if (hours >= 1) return hours + " h " + (minutes % 60) + " min";
    if (minutes >= 10) return minutes + " min";
    return minutes + ":" + two(seconds % 60);
  };
  const tick = () => {
    for (const time of all("time[data-due]")) {
      const left = Date.parse(time.dateTime) - Date.now();
      const words = left < 0 ? body.dataset.overdue : body.dataset.due;
      time.textContent = words.replace("{0}", span(left));
    }
  };
  setInterval(tick, 1000);

  // ---- what is said to those who listen
  const announce = (text) => {
    const place = byId("announce");
    if (place) place.textContent = text;
  };
  const conversation = document.querySelector("[data-conversation]");
  let replies = all("#thread .step.in").length;
  const urgentRows = () => all("#rows .row").filter((row) => row.querySelector(".chip.urgent"));
  const urgent = new Set(urgentRows().map((row) => row.dataset.id));
  body.addEventListener("htmx:afterSwap", () => {
    tick();
    const now = all("#thread .step.in").length;
    if (conversation && now > replies) announce(body.dataset.reply);
    replies = now;
    const fresh = urgentRows().filter((row) => !urgent.has(row.dataset.id));
    if (fresh.length > 0) announce(body.dataset.urgent.replace("{0}", fresh[0].querySelector(".who b").textContent));
    fresh.forEach((row) => urgent.add(row.dataset.id));
    restoreTicks();
    restoreHere();
  });

  // ---- the stream of changes, while one looks: a browser opens but six connections to a server, and tabs in the background
  // need none. What changed meanwhile is fetched when one comes back.
  let stream = null;
  let away = false;
  const leave = () => {
    stream.close();
    away = true;
  };
  if (window.htmx) {
    window.htmx.createEventSource = (url) => {
      if (stream) stream.close();
      stream = new EventSource(url);
      if (document.hidden) leave();
      return stream;
    };
  }
  document.addEventListener("visibilitychange", () => {
    if (!stream) return;
    if (document.hidden) leave();
    else if (away) stream.onerror(new Event("error")); // as if it had been lost: it is opened again
  });
  body.addEventListener("htmx:sseOpen", () => {
    // What came after the page was made, and before the stream was open, was not told to it.
    all("[hx-trigger*='sse:reset']").forEach((each) => window.htmx.trigger(each, "sse:reset"));
    away = false;
  });

  // ---- rows: which one is looked at, which are ticked
  let here = "";
  const ticked = new Set();
  const rows = () => all(".row[data-id]");
  const row = () => rows().find((each) => each.dataset.id === here);
  const look = (next) => {
    if (!next) return;
    rows().forEach((each) => each.classList.remove("here"));
    next.classList.add("here");
    here = next.dataset.id;
    const link = next.querySelector("a.open");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const restoreHere = () => {
    const again = row();
    if (again) {
      again.classList.add("here");
      if (document.activeElement === body) again.querySelector("a.open").focus();
    }
  };
  const restoreTicks = () => {
    for (const box of all(".tick input")) if (ticked.has(box.value)) box.checked = true;
  };
  body.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches(".tick input")) return;
    if (box.checked) ticked.add(box.value);
    else ticked.delete(box.value);
  });
  body.addEventListener("focusin", (event) => {
    const at = event.target.closest(".row[data-id]");
    if (!at) return;
    here = at.dataset.id;
    rows().forEach((each) => each.classList.toggle("here", each === at));
  });

  // ---- the list that one came from, for the next one: ids alone, and only while the tab is open
  const LIST = "momentum.list";
  if (rows().length > 0) sessionStorage.setItem(LIST, JSON.stringify({ path: location.pathname + location.search, ids: rows().map((each) => each.dataset.id) }));
  const list = JSON.parse(sessionStorage.getItem(LIST) || '{"path":"/inbox","ids":[]}');
  const beside = (step) => {
    const at = conversation ? list.ids.indexOf(conversation.dataset.conversation) : -1;
    return at < 0 ? "" : list.ids[at + step] || "";
  };
  for (const field of all("[data-next]")) field.value = beside(1);
  for (const link of all("[data-up]")) link.href = list.path;

  // ---- an answer that is being written holds the draft
  const draft = document.querySelector("[data-draft]");
  const state = byId("presence-state");
  if (draft && state) {
    draft.addEventListener("input", () => {
      const before = state.value;
      state.value = draft.value.trim() ? "typing" : "viewing";
      if (state.value !== before && window.htmx) window.htmx.trigger(state.form, "typing");
    });
    addEventListener("beforeunload", (event) => {
      if (draft.value.trim() && draft.value !== draft.defaultValue && !sending) event.preventDefault();
    });
  }
  let sending = false;
  body.addEventListener("submit", () => { sending = true; });

  // ---- keys
  const help = byId("help");
  const showHelp = (event) => {
    if (!help || !help.showModal) return;
    if (event) event.preventDefault();
    help.showModal();
  };
  for (const link of all("[data-help]")) link.addEventListener("click", showHelp);

  let digits = null;
  const open = (id) => {
    const panel = byId(id);
    if (!panel) return false;
    if (panel.tagName === "DETAILS") {
      all(".actions details").forEach((each) => { each.open = each === panel; });
      const first = panel.querySelector("select, textarea, input:not([type=hidden]):not([type=checkbox]), button");
      const summary = panel.querySelector("summary");
      if (panel.querySelector("[data-digit]")) {
        digits = panel;
        summary.focus();
      } else if (first) first.focus();
      panel.scrollIntoView({ block: "nearest" });
      return true;
    }
    panel.click();
    return true;
  };
  const digit = (key) => {
    const button = digits && digits.querySelector('[data-digit="' + key + '"]');
    if (!button) return false;
    const empty = Array.from(button.form.querySelectorAll("[required]")).find((each) => !each.value);
    digits = null;
    if (empty && button.closest(".outcome")) empty.focus();
    else button.click();
    return true;
  };
  const go = (path) => { if (path) location.href = path; };
  const inConversation = { a: "assign", l: "label", e: "close", n: "note", s: "snooze", m: "relink", c: "claim" };

  const onKey = (key) => {
    if (key === "?") return showHelp(), true;
    if (key === "/") return byId("quick") && byId("quick").focus(), true;
    if (/^[1-9]$/.test(key)) return digit(key);
    if (conversation) {
      if (key === "r" && draft) return draft.focus(), true;
      if (key === "u") return go(list.path), true;
      if (key === "j" || key === "k") return go(beside(key === "j" ? 1 : -1) && "/inbox/c/" + beside(key === "j" ? 1 : -1)), true;
      return key in inConversation && open(inConversation[key]);
    }
    const shown = rows();
    if (shown.length === 0) return false;
    const at = shown.indexOf(row());
    if (key === "j") return look(shown[Math.min(at + 1, shown.length - 1)]), true;
    if (key === "k") return look(shown[Math.max(at - 1, 0)]), true;
    if (key === "x" && row()) {
      const box = row().querySelector(".tick input");
      if (box) box.click();
      return true;
    }
    if (row() && (key === "r" || key in inConversation)) return go("/inbox/c/" + here + "#" + (key === "r" ? "reply-text" : inConversation[key])), true;
    return false;
  };
  addEventListener("keydown", (event) => {
    if (body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (event.key === "Escape" && at.matches("input, textarea, select")) return at.blur();
    if (at.matches("input:not([type=checkbox]), textarea, select") || (help && help.open)) return;
    if (onKey(event.key)) event.preventDefault();
  });

  // ---- a key in a list opens a conversation at what it means
  const wanted = location.hash.slice(1);
  if (conversation && wanted === "reply-text" && draft) draft.focus();
  else if (conversation && wanted && wanted !== "claim") open(wanted);
})();
