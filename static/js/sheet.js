// The page on which an agreement is written: what is unfolded is remembered, rows of small tables come and go at once, the contents follow
// the reader. Without this file every button is sent to the server, which does the same.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width:61.99rem)");

  // --- What is unfolded stays so when the server rearranges the page
  document.addEventListener("toggle", (event) => {
    const note = event.target.id && document.querySelector(`[data-open-of="${event.target.id}"]`);
    if (note) note.value = event.target.open ? "1" : "";
  }, true);

  const unfold = (place) => {
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  const unfoldTarget = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    unfold(place);
    place.scrollIntoView({ block: "start" });
    const field = place.matches("input,select,textarea") ? place : place.querySelector(":scope > summary");
    field?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", unfoldTarget);

  // --- Rows of small tables
  const speak = (text) => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  };
  const renumber = (table) => table.querySelectorAll("[data-row] [data-number]").forEach((place, at) => (place.textContent = at + 1));
  const addRow = (button) => {
    const table = button.closest("[data-rows]");
    const total = table.querySelector(`[name="${table.dataset.rows}-TOTAL_FORMS"]`);
    const place = document.createElement("template");
    place.innerHTML = table.querySelector("template").innerHTML.replaceAll("__table__", table.dataset.rows).replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    button.before(place.content);
    renumber(table);
    const row = button.previousElementSibling;
    row.querySelector("input:not([type=hidden]),select,textarea")?.focus();
  };
  const removeRow = (button) => {
    const table = button.closest("[data-rows]");
    const row = button.closest("[data-row]");
    const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
    const said = `${row.querySelector("legend").textContent.trim()}: ${button.textContent.trim()}`;
    row.remove();
    renumber(table);
    (next?.matches("[data-row]") ? next.querySelector("input:not([type=hidden]),select,textarea") : table.querySelector("[data-row-add]"))?.focus();
    speak(said);
  };

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-row-add]");
    const remove = event.target.closest("[data-row-remove]");
    if (add || remove) {
      event.preventDefault();
      if (add) addRow(add);
      else removeRow(remove);
    }
    const all = event.target.closest("[data-fold-all]");
    if (all) document.querySelectorAll(".sheet-body > .card > .card-body > .fold").forEach((fold) => (fold.open = Boolean(all.dataset.foldAll)));
    const link = event.target.closest(".toc a, .error-summary a, .hints a");
    if (link?.hash && link.hash === location.hash) unfoldTarget(); // the same place once more: no hashchange
    if (link && narrow.matches) link.closest("[data-toc]")?.removeAttribute("open");
  });

  // --- The contents show where one is; on a phone they begin folded
  let watcher = null;
  const watch = () => {
    watcher?.disconnect();
    watcher = null;
    const toc = document.querySelector("[data-toc]");
    if (!toc) return;
    if (narrow.matches) toc.removeAttribute("open");
    const links = new Map([...toc.querySelectorAll("a")].map((link) => [document.getElementById(link.hash.slice(1)), link]));
    links.delete(null);
    const seen = new Set();
    watcher = new IntersectionObserver((entries) => {
      entries.forEach((entry) => seen[entry.isIntersecting ? "add" : "delete"](entry.target));
      const first = [...links.keys()].find((place) => seen.has(place));
      links.forEach((link, place) => {
        if (place === first) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    }, { rootMargin: "-10% 0px -60% 0px" });
    links.forEach((_link, place) => watcher.observe(place));
  };
  document.addEventListener("htmx:after:swap", watch);

  const start = () => {
    watch();
    unfoldTarget();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
