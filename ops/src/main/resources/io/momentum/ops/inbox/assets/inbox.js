// What the inbox does beyond forms and links. Everything works without it.
"use strict";
(() => {
  const zone = document.getElementById("zone");
  if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
})();
