// What HTML and CSS cannot do alone. Every page works without this file; see templates/components/README.md.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("has-js");

  // --- Theme: auto, light or dark, remembered for a year; the server writes it into <html> from then on
  const themeButtons = () => document.querySelectorAll("[data-theme]");
  const showTheme = () => {
    const now = root.dataset.bsTheme || "auto";
    themeButtons().forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.theme === now)));
  };
  const setTheme = (theme) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    if (theme === "auto") delete root.dataset.bsTheme;
    else root.dataset.bsTheme = theme;
    showTheme();
  };

  // --- Menus: one open at a time, closed by Escape and by a click elsewhere
  const closeMenus = (except) => {
    let closed = null;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu === except) return;
      menu.open = false;
      closed = menu;
    });
    return closed;
  };

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme]");
    if (theme) setTheme(theme.dataset.theme);
    closeMenus(event.target.closest("details.menu"));
    if (event.target.closest("[data-print]")) window.print();
    const unfold = event.target.closest("[data-unfold]");
    if (unfold) {
      const folds = [...document.querySelectorAll(`${unfold.dataset.unfold} > * > details`)];
      const open = folds.some((fold) => !fold.open);
      for (const fold of folds) fold.open = open;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) copyText(copy);
    const reload = event.target.closest("[data-reload]");
    if (reload) location.reload();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const inside = event.target.closest("details.menu");
    const closed = closeMenus();
    if (closed && closed === inside) closed.querySelector("summary").focus();
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  const copyText = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      button.querySelector("[data-done]").hidden = false;
    } catch {
      getSelection().selectAllChildren(source);
    }
  };

  // --- A form is sent once. Coming back by the browser's back button frees it again.
  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    (event.submitter || form.querySelector("[type=submit]"))?.setAttribute("aria-busy", "true");
    setTimeout(() => free(form), 15000);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(free);
  });

  // --- A filter form sends itself when a choice changes; without JavaScript its button does
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });

  // --- Where the eye goes: to the errors of a form, or to what a fragment says it changed
  const lead = (within) => {
    const place = within.querySelector("[data-focus], .error-summary");
    if (place) place.focus();
    return Boolean(place);
  };
  let last = null;
  let turned = false;
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail?.ctx?.sourceElement || event.target;
    last = source?.id || document.activeElement?.id || null;
    turned = Boolean(source?.closest?.(".pages"));
    (event.detail?.ctx?.target || event.target)?.setAttribute?.("aria-busy", "true");
  });
  document.addEventListener("htmx:after:request", () => {
    document.querySelectorAll("[aria-busy=true]:not(.btn)").forEach((place) => place.removeAttribute("aria-busy"));
    document.querySelectorAll("form[data-sent]").forEach(free);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    const now = target instanceof Element ? (target.isConnected ? target : document.getElementById(target.id)) : null;
    const place = now || document;
    showTheme();
    say(place);
    if (lead(place)) return;
    if (turned && now) {
      // another page of a list begins at its top
      turned = false;
      now.tabIndex = -1;
      now.focus({ preventScroll: true });
      now.scrollIntoView({ block: "start" });
      return;
    }
    if (document.activeElement === document.body && last) document.getElementById(last)?.focus();
  });
  // a lost connection is said where messages stand, not swallowed; an error of the portal brings its own sentence there (base.html)
  const noAnswer = () => {
    const place = document.getElementById("messages");
    const sentence = document.getElementById("no-answer");
    if (place && sentence) place.replaceChildren(sentence.content.cloneNode(true));
  };
  document.addEventListener("htmx:error", noAnswer);
  document.addEventListener("htmx:response:error", (event) => {
    if ([502, 504].includes(event.detail?.ctx?.response?.status)) noAnswer();
  });

  // --- News for screen readers: what stands in [data-say] of a new fragment is read out
  const say = (within) => {
    const text = within.querySelector("[data-say]")?.textContent.trim();
    const place = document.getElementById("live");
    if (text && place) place.textContent = text;
  };

  const start = () => {
    showTheme();
    lead(document);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
