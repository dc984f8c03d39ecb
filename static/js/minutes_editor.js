// What makes writing the minutes quick: buttons for Markdown, names after @ and #, pasted texts cleaned, outcomes in a dialog, the time.
(() => {
  "use strict";
  const form = document.querySelector("form[data-sync]");
  if (!form || !window.minutes?.sync) return;
  const { sync, say, token } = window.minutes;
  const words = document.getElementById("minutes-words").dataset;
  const typed = (area) => area.dispatchEvent(new Event("input", { bubbles: true }));

  // --- A toolbar and offers for every text
  let offered = null;
  const offers = () => (offered ||= fetch(form.dataset.offers, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : { people: [], things: [] })).catch(() => {
    offered = null;
    return { people: [], things: [] };
  }));
  const plain = (text) => text.toLocaleLowerCase("de").normalize("NFD").replace(/\p{M}/gu, "");
  const menu = (key, text, found) => {
    const wanted = plain(text);
    const rows = (key === "@" ? found.people : found.things).filter((row) => plain(`${row.name} ${row.of}`).includes(wanted)).slice(0, 8);
    if (!rows.length) return null;
    const list = document.createElement("ul");
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.people);
    rows.forEach((row, at) => {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.id = `offer-${at}-${Math.random().toString(36).slice(2)}`;
      option.dataset.value = key === "@" ? `@${row.name}` : `[${row.name.replace(/[[\]\\]/g, "\\$&")}](${row.url})`;
      option.append(row.name, Object.assign(document.createElement("small"), { textContent: row.of }));
      list.append(option);
    });
    return list;
  };
  const dress = (area) => {
    const toolbar = document.getElementById("toolbar").content.cloneNode(true).firstElementChild;
    toolbar.setAttribute("for", area.id);
    area.before(toolbar);
    const expander = document.createElement("text-expander");
    expander.setAttribute("keys", "@ #");
    expander.setAttribute("multiword", "@ #");
    area.before(document.createComment(""));
    const anchor = area.previousSibling;
    expander.append(area);
    anchor.replaceWith(expander);
    expander.addEventListener("text-expander-change", (event) => {
      const { key, text, provide } = event.detail;
      if (text.length > 40 || text.startsWith(" ")) return;
      provide(offers().then((found) => {
        const list = menu(key, text, found);
        return { matched: Boolean(list), fragment: list };
      }));
    });
    // a text field of many lines stays a text field: aria-activedescendant says which offer is meant
    expander.addEventListener("text-expander-activate", () => queueMicrotask(() => ["role", "aria-expanded"].forEach((name) => area.removeAttribute(name))));
    expander.addEventListener("text-expander-value", (event) => (event.detail.value = event.detail.item.dataset.value));
    expander.addEventListener("text-expander-committed", () => typed(area));
    area.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html");
      const text = html && asMarkdown(html);
      if (!text) return;
      event.preventDefault();
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      typed(area);
    });
  };
  for (const area of form.querySelectorAll("textarea[data-key]")) dress(area);
  document.addEventListener("minutes:topic", ({ detail }) => detail.querySelectorAll("textarea[data-key]").forEach((area) => dress(area)));

  // --- Pasted from Word or a web page: what Markdown can say stays, the rest becomes plain text. Parsed without being run or loaded.
  function asMarkdown(html) {
    // styles and handlers are no more than words here
    const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]*>/g, (tag) => tag.replace(/([\s"'\/])(style|on\w+)\s*=/gi, "$1data-$2="));
    const { body } = new DOMParser().parseFromString(bare, "text/html");
    if (!body.querySelector("b,strong,i,em,li,a[href],p,br,h1,h2,h3,td")) return "";
    const inner = (node) => [...node.childNodes].map(text).join("");
    const marked = (node, mark) => {
      const [, before, core, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner(node));
      return core ? `${before}${mark}${core}${mark}${after}` : before;
    };
    function text(node) {
      if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\s\u00a0]+/g, " ");
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches("style,script,head,meta,link,title,xml,template,img,object") || node.localName.includes(":")) return "";
      const name = node.localName;
      if (name === "br") return "\n";
      if (["b", "strong"].includes(name) && !/font-weight:\s*normal/.test(node.dataset.style || "")) return marked(node, "**");
      if (["i", "em"].includes(name)) return marked(node, "*");
      if (name === "a" && /^(https?|mailto):/i.test(node.getAttribute("href") || "")) return `[${inner(node).trim()}](${node.getAttribute("href")})`;
      if (name === "li") return `\n${node.parentElement.localName === "ol" ? "1." : "-"} ${inner(node).trim()}`;
      if (/^Mso\w*List/.test(node.className)) return `\n${/^[\s\u00a0]*\d/.test(node.textContent) ? "1." : "-"} ${inner(node).trim().replace(/^([·•o§▪–-]|\d+[.)])\s*/u, "")}`;
      if (/^h[1-6]$/.test(name)) return `\n\n${marked(node, "**").trim()}\n\n`;
      if (["p", "div", "ul", "ol", "blockquote", "table"].includes(name)) return `\n\n${inner(node).trim()}\n\n`;
      if (name === "tr") return `\n${[...node.children].map((cell) => inner(cell).trim()).join(" | ")}`;
      return inner(node);
    }
    return inner(body).replace(/[ \t]+\n/g, "\n").replace(/\n[ \t]+/g, "\n").replace(/(\n(?:-|1\.) [^\n]*)\n\n+(?=(?:-|1\.) )/g, "$1\n").replace(/\n{3,}/g, "\n\n").trim();
  }

  // --- Outcomes: the portal's own forms, in a dialog, filled with what is marked or with the line one is in
  const dialog = document.getElementById("outcome");
  const body = document.getElementById("outcome-body");
  const held = `${form.dataset.drafts}outcome:`;
  let from = null;
  const marked = (button) => {
    const area = button.closest("[data-item]")?.querySelector("textarea[data-key]");
    if (!area) return "";
    const { value, selectionStart: begin, selectionEnd: end } = area;
    if (begin !== end) return value.slice(begin, end).trim();
    const line = value.slice(value.lastIndexOf("\n", begin - 1) + 1, (value.indexOf("\n", begin) + 1 || value.length + 1) - 1);
    return line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, "").replace(/\*\*/g, "").trim();
  };
  const show = (html, url) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const inside = page.querySelector("main form[method=post]");
    if (!inside) return false;
    inside.action = inside.getAttribute("action") || url;
    document.getElementById("outcome-title").textContent = page.querySelector("h1").textContent.trim();
    const cancel = inside.querySelector("a.btn");
    cancel?.setAttribute("data-close", "");
    body.replaceChildren(...page.querySelectorAll("main .error-summary"), inside);
    return true;
  };
  const hold = () => {
    const sent = body.querySelector("form");
    if (!sent) return;
    const values = [...new FormData(sent)].filter(([name]) => !["csrfmiddlewaretoken", "once"].includes(name));
    try {
      localStorage.setItem(held, JSON.stringify({ url: sent.action, values, at: Date.now() }));
    } catch {
      say("full");
    }
  };
  const open = async (button) => {
    from = button;
    const url = new URL(button.dataset.outcome, location.href).href;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") return sync(); // says why
      if (!show(await answer.text(), url)) return sync();
    } catch {
      return say("offline");
    }
    const kept = JSON.parse(localStorage.getItem(held) || "null");
    const field = body.querySelector(`[name="${button.dataset.field}"]`);
    if (kept?.url === url) {
      for (const [name, value] of kept.values) {
        const input = body.querySelector(`[name="${name}"]:not([type=hidden],[type=radio],[type=checkbox])`);
        if (input) input.value = value;
      }
    } else if (field && !field.value) field.value = marked(button);
    dialog.showModal();
    (field?.value ? body.querySelector("form :is(input,select,textarea):not([type=hidden]):placeholder-shown") || field : field)?.focus();
    return true;
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-outcome]");
    if (!button) return;
    event.preventDefault();
    open(button);
  });
  dialog.addEventListener("input", hold);
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    localStorage.removeItem(held);
    dialog.close();
  });
  dialog.addEventListener("close", () => from?.isConnected && from.focus());
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const sent = event.target;
    if (sent.dataset.sent) return;
    sent.dataset.sent = "yes";
    try {
      const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        localStorage.removeItem(held);
        dialog.close();
        sync();
      } else if (show(await answer.text(), sent.action)) body.querySelector(".error-summary")?.focus();
      else say("offline");
    } catch {
      say("offline");
    }
    delete sent.dataset.sent;
  }, true);

  // --- The time: quiet, whole minutes
  let begun = Date.now();
  const timers = () => form.querySelectorAll("[data-timer]");
  const paint = () => {
    for (const place of timers()) {
      const on = place.hasAttribute("data-on");
      const spent = Number(place.dataset.spent) + (on ? (Date.now() - begun) / 1000 : 0);
      place.querySelector("[data-minutes]").textContent = Math.floor(spent / 60);
      place.classList.toggle("is-on", on);
      place.closest(".topic").classList.toggle("is-on", on);
      place.parentElement.querySelector("[data-now]").setAttribute("aria-pressed", String(on));
    }
  };
  document.addEventListener("minutes:times", ({ detail }) => {
    begun = Date.now();
    for (const place of timers()) {
      place.dataset.spent = detail.times[place.dataset.timer] ?? 0;
      place.toggleAttribute("data-on", detail.now === place.dataset.timer);
    }
    paint();
  });
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-now]");
    if (!button) return;
    event.preventDefault();
    const url = button.getAttribute("aria-pressed") === "true" ? button.dataset.pause : button.dataset.now;
    await fetch(url, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token() } }).catch(() => say("offline"));
    sync();
  });
  setInterval(paint, 5000);
  paint();
})();
