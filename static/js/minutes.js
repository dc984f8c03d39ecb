// Several people write the minutes at once: what is typed is kept in the browser at once, saved a second after the last key, and what the
// others write appears. Without this file the page is a form with buttons; see partnerships/minutes/__init__.py.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sync]");
  if (!form) return;
  const words = document.getElementById("minutes-words").dataset;
  const bar = document.getElementById("saving");
  const QUIET = 1200; // after the last key
  const LONGEST = 4000; // so long at most, while somebody types on and on
  const OFTEN = 3000; // to see what the others write
  const SELDOM = 15000; // in a tab nobody looks at
  const UNANSWERED = 5; // texts of one field that are remembered as sent: the first ones, before the line broke, and the last
  const { exchange } = window.minutes;

  const { keep, forget, found } = window.minutes.kept(form.dataset.drafts, () => say("full"));

  // --- The one line that says how things stand; only a change of kind is read aloud
  let state = "saved";
  function say(now, values = {}) {
    const text = Object.entries(values).reduce((sentence, [name, value]) => sentence.replace(`%${name}`, value), words[now] || values.reason || "");
    const shown = bar.querySelector("[data-saving]");
    shown.textContent = text;
    bar.querySelectorAll("button").forEach((button) => button.remove());
    const link = { signin: "signin-link" }[now];
    if (link) shown.after(document.getElementById(link).content.cloneNode(true));
    bar.querySelector("use")?.setAttribute("href", bar.querySelector("use").getAttribute("href").replace(/#.*/, ["saved", "typing", "back", "restored"].includes(now) ? "#cloud-check" : "#cloud-slash"));
    if (now !== state && !["saved", "typing"].includes(now)) document.getElementById("live").textContent = text;
    state = now;
    bar.dataset.state = now;
  }

  // --- Every text with what it was made from
  const fields = new Map();
  const adopt = (area) => {
    const bound = form.querySelector(".error-summary") || document.querySelector(".error-summary");
    const field = { key: area.dataset.key, area, base: bound ? "" : area.defaultValue, digest: bound ? "" : area.dataset.digest, perhaps: [], clash: null, refused: null, gone: false, composing: false };
    fields.set(field.key, field);
    return field;
  };
  for (const area of form.querySelectorAll("textarea[data-key]")) adopt(area);
  const dirty = (field) => field.area.value !== field.base || field.composing;
  const waits = (field) => dirty(field) && !field.composing && !field.clash && !field.gone && field.area.value !== field.refused;
  const remember = (field) => (dirty(field) ? keep(field.key, { text: field.area.value, base: field.base, perhaps: field.perhaps, at: Date.now() }) : forget(field.key));

  // --- Two versions of one sentence, side by side; put together, the text is sent anew
  const showClash = (field, clash) => {
    field.clash = clash;
    window.minutes.showClash(field, () => remember(field), () => {
      field.clash = null;
      field.base = clash.theirs;
      field.perhaps = [];
      field.digest = "";
      remember(field);
      field.area.focus();
      sync();
    });
  };

  // --- Who was there: one tap
  const taps = new Map(); // not saved yet
  const presences = () => form.querySelectorAll("[data-presence]");
  const seenOf = (person) => person.querySelector("input[type=hidden]");
  const tapped = (person) => {
    const value = person.querySelector("input[type=radio]:checked")?.value;
    if (!value || value === seenOf(person).value) return;
    taps.set(person.dataset.presence, { value, seen: seenOf(person).value });
    keep("presences", { taps: Object.fromEntries(taps), at: Date.now() });
  };
  const showPeople = (people, clashes, sent) => {
    for (const person of presences()) {
      const pk = person.dataset.presence;
      if (taps.has(pk) && taps.get(pk) !== sent[pk]) {
        if (sent[pk]?.value === people[pk]) taps.get(pk).seen = seenOf(person).value = people[pk];
        continue; // tapped again meanwhile
      }
      taps.delete(pk);
      seenOf(person).value = people[pk] ?? seenOf(person).value;
      for (const radio of person.querySelectorAll("input[type=radio]")) radio.checked = radio.value === people[pk];
      const note = person.querySelector("[data-note]");
      note?.remove();
      if (clashes[`presence_${pk}`]) {
        const text = document.createElement("p");
        text.dataset.note = "";
        text.className = "mb-1 mt-1";
        text.textContent = `${document.getElementById("clash-words").content.querySelector("[data-unnamed]").textContent} ${clashes[`presence_${pk}`].theirs}`;
        person.append(text);
      }
    }
    if (taps.size) keep("presences", { taps: Object.fromEntries(taps), at: Date.now() });
    else forget("presences");
  };

  // --- One question, one answer
  let asking = false;
  let again = false;
  let failed = false;
  let timer = 0;
  let first = 0; // when the oldest unsaved key was pressed
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const told = () => {
    const seen = {};
    for (const field of fields.values()) seen[field.key] = field.digest;
    for (const list of form.querySelectorAll("[data-outcomes]")) seen[`out_${list.dataset.outcomes}`] = list.dataset.digest;
    return seen;
  };
  const request = (body, more = {}) =>
    fetch(form.dataset.sync, { method: "POST", redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(body), ...more });
  // what is on its way may be saved although its answer gets lost: until one comes, it goes along with what is typed next
  const unsaved = () => {
    const texts = {};
    for (const field of fields.values()) {
      if (!waits(field)) continue;
      texts[field.key] = { text: field.area.value, base: field.base, perhaps: field.perhaps };
      field.perhaps = [...field.perhaps.filter((text) => text !== field.area.value).slice(0, UNANSWERED - 1), field.area.value];
      remember(field);
    }
    return { texts, presences: Object.fromEntries(taps) };
  };
  const anything = () => taps.size > 0 || [...fields.values()].some(waits);

  async function sync() {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return false;
    }
    asking = true;
    first = 0;
    const sent = unsaved();
    let good = false;
    try {
      const answer = await request({ ...sent, seen: told() }, { signal: AbortSignal.timeout(20000) });
      if (answer.type === "opaqueredirect" || answer.status === 403) say("signin");
      else if (answer.status === 409) say("stopped", await answer.json());
      else if (answer.ok) {
        const wasAway = failed;
        failed = false;
        good = apply(await answer.json(), sent);
        if (good && wasAway) say("back");
      } else throw new Error(String(answer.status));
    } catch {
      failed = true;
      say("offline");
    }
    asking = false;
    if (again) {
      again = false;
      return sync();
    }
    wait();
    return good;
  }

  function apply(news, sent) {
    for (const [key, { text, digest, by }] of Object.entries(news.texts)) {
      const field = fields.get(key);
      if (!field || news.clashes[key] || news.refused[key]) continue;
      const mine = sent.texts[key];
      if (mine) field.perhaps = [];
      if (mine && field.area.value !== mine.text) {
        field.base = mine.text; // typed on meanwhile: made from what was just saved
        field.digest = "";
      } else if (mine || (!dirty(field) && !field.clash)) {
        exchange(field.area, text);
        field.base = text;
        field.digest = digest;
        field.refused = null;
        const writer = field.area.closest(".card-body").querySelector("[data-writer]");
        if (writer && by && !key.startsWith("note_")) writer.textContent = ` · ${words.writer.replace("%name", by)}`;
      }
    }
    for (const [key, reason] of Object.entries(news.refused)) {
      const field = fields.get(key);
      if (field) field.refused = sent.texts[key]?.text ?? field.refused;
      showReason(field, reason);
    }
    for (const key of news.gone) {
      const field = fields.get(key);
      if (field) field.gone = true;
      showReason(field, words.gone);
    }
    for (const [key, clash] of Object.entries(news.clashes)) if (fields.has(key)) showClash(fields.get(key), clash);
    for (const field of fields.values()) {
      remember(field);
      if (!dirty(field)) field.area.closest(".writing").querySelector("[data-reason]")?.remove();
    }
    showPeople(news.people, news.clashes, sent.presences);
    for (const [key, { html, digest }] of Object.entries(news.html)) {
      const list = form.querySelector(`[data-outcomes="${key.slice(4)}"]`);
      if (!list || list.contains(document.activeElement)) continue;
      list.innerHTML = html; // escaped by the server that made it
      list.dataset.digest = digest;
    }
    document.dispatchEvent(new CustomEvent("minutes:times", { detail: news }));
    if (news.order !== form.dataset.order) renew();
    const all = [...fields.values()];
    if (Object.keys(news.refused).length || all.some((field) => field.refused !== null || field.gone)) say("refused");
    else if (all.some((field) => field.clash)) say("clash");
    else if (anything()) say("typing");
    else say("saved", { time: news.saved });
    return state === "saved";
  }

  // --- Topics and people that somebody added, moved or took out meanwhile come by themselves; what is being typed stays under the hands
  let renewing = false;
  async function renew() {
    if (renewing) return;
    renewing = true;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "manual" });
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-sync]");
      if (fresh) replant(fresh);
    } catch {
      // asked again with the next answer
    }
    renewing = false;
  }
  const ofForm = (root, what) => [...root.querySelectorAll(what)];
  function replant(fresh) {
    const here = document.activeElement;
    const caret = here && "selectionStart" in here && fields.has(here.dataset?.key) ? [here.selectionStart, here.selectionEnd] : null;
    const wanted = new Set(ofForm(fresh, "section.topic").map((section) => section.id));
    for (const section of ofForm(form, "section.topic")) {
      const own = ofForm(section, "textarea[data-key]").map((area) => fields.get(area.dataset.key));
      if (wanted.has(section.id) || own.some(dirty)) continue; // what was typed for it is shown until it is copied
      own.forEach((field) => fields.delete(field.key));
      section.remove();
    }
    const last = form.querySelector("[data-after-topics]");
    for (const section of ofForm(fresh, "section.topic")) {
      let mine = document.getElementById(section.id);
      if (!mine) {
        mine = document.importNode(section, true);
        ofForm(mine, "textarea[data-key]").forEach((area) => listen(adopt(area)));
        document.dispatchEvent(new CustomEvent("minutes:topic", { detail: mine }));
      }
      mine.querySelector("h2").textContent = section.querySelector("h2").textContent;
      last.before(mine);
    }
    const people = form.querySelector(".presences");
    const named = ofForm(fresh, "[data-presence]");
    const known = new Set(named.map((person) => person.dataset.presence));
    for (const person of presences()) if (!known.has(person.dataset.presence) && !taps.has(person.dataset.presence)) person.remove();
    for (const person of named) if (!people.querySelector(`[data-presence="${person.dataset.presence}"]`)) people.append(document.importNode(person, true));
    if (named.length) people.querySelectorAll(":scope > p").forEach((nobody) => nobody.remove());
    form.dataset.order = fresh.dataset.order;
    if (caret && here.isConnected && document.activeElement !== here) {
      here.focus({ preventScroll: true });
      here.setSelectionRange(...caret);
    }
    document.getElementById("live").textContent = words.order;
  }

  const showReason = (field, reason) => {
    if (!field) return;
    const writing = field.area.closest(".writing");
    const text = writing.querySelector("[data-reason]") || document.createElement("p");
    text.dataset.reason = "";
    text.className = "field-error";
    text.textContent = reason;
    field.area.before(text);
  };

  function wait(after = document.hidden ? SELDOM : OFTEN) {
    clearTimeout(timer);
    timer = setTimeout(sync, after);
  }

  const typed = (field) => {
    remember(field);
    if (!waits(field)) return;
    if (!["offline", "signin", "clash", "refused", "stopped"].includes(state)) say("typing");
    first = first || Date.now();
    wait(Math.max(0, Math.min(QUIET, first + LONGEST - Date.now())));
  };
  function listen(field) {
    field.area.addEventListener("input", () => typed(field));
    field.area.addEventListener("compositionstart", () => (field.composing = true));
    field.area.addEventListener("compositionend", () => {
      field.composing = false;
      typed(field);
    });
  }
  fields.forEach(listen);
  form.addEventListener("change", (event) => {
    const person = event.target.closest("[data-presence]");
    if (person) {
      tapped(person);
      sync();
    }
  });
  addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) sync();
    else if (anything()) request({ ...unsaved(), seen: told() }, { keepalive: true }).catch(() => {}); // the draft stays until the next answer
  });

  // --- Buttons: the page stays where it is
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    if (button?.dataset.outcome || button?.dataset.now) return; // minutes_editor.js
    const then = button?.value || "";
    if (button?.dataset.post) {
      await fetch(button.dataset.post, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token() } }).catch(() => say("offline"));
      document.activeElement?.blur();
      sync();
      return;
    }
    let saved = await sync();
    for (let turns = 0; !saved && asking && turns < 50; turns += 1) {
      await new Promise((done) => setTimeout(done, 100));
      saved = !anything() && !asking;
    }
    if (!saved) return;
    if (then === "read") location.assign(form.dataset.sync.replace(/minutes\/sync\/$/, ""));
    if (then === "topic") location.assign(form.dataset.sync.replace(/minutes\/sync\/$/, "topics/new/"));
  }, true);
  form.querySelector("[data-all-present]")?.addEventListener("click", () => {
    for (const person of presences()) {
      if (person.querySelector("input[type=radio]:checked")) continue;
      const radio = person.querySelector("input[type=radio][value=present]");
      radio.checked = true;
      tapped(person);
    }
    sync();
  });

  // --- Back after a crash, a lost connection, a new sign-in
  let restored = false;
  for (const draft of found()) {
    if (draft.taps) {
      for (const person of presences()) {
        const tap = draft.taps[person.dataset.presence];
        const radio = tap && person.querySelector(`input[type=radio][value="${tap.value}"]`);
        if (!radio) continue;
        radio.checked = true;
        taps.set(person.dataset.presence, tap);
      }
      continue;
    }
    const field = fields.get(draft.key);
    if (typeof draft.text !== "string" || draft.text === field?.area.value) continue;
    if (!field) {
      keep(draft.key, draft);
      const lost = document.getElementById("lost-text").content.cloneNode(true).firstElementChild;
      lost.querySelector("[data-text]").textContent = draft.text;
      form.before(lost);
      continue;
    }
    if (dirty(field)) field.area.value = `${field.area.value}\n\n${draft.text}`; // two tabs had something
    else {
      field.base = draft.base;
      field.perhaps = draft.perhaps || [];
      field.digest = "";
      field.area.value = draft.text;
    }
    field.area.closest("details")?.setAttribute("open", "");
    remember(field);
    restored = true;
  }
  if (restored) say("restored");
  Object.assign(window.minutes, { sync, say, token });
  wait(restored || taps.size || anything() ? 100 : OFTEN);
})();
