// What happens to a text that somebody else changed meanwhile: it is exchanged under the hands of who writes, or both stand side by side.
(() => {
  "use strict";
  // the text is exchanged under the hands of who writes: the caret stays where it is in the sentence
  const exchange = (area, text) => {
    const old = area.value;
    if (old === text) return;
    let head = 0;
    while (head < Math.min(old.length, text.length) && old[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < Math.min(old.length, text.length) - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    const move = (at) => (at <= head ? at : at >= old.length - tail ? at + text.length - old.length : Math.min(at, text.length - tail));
    const [from, to, here] = [move(area.selectionStart), move(area.selectionEnd), document.activeElement === area];
    area.value = text;
    if (here) area.setSelectionRange(from, to);
  };

  // two versions of one sentence, side by side: `changed` when one was taken, `resolved` when whoever sees both has put them together
  const showClash = (field, changed, resolved) => {
    const { clash } = field;
    const writing = field.area.closest(".writing");
    writing.parentElement.querySelector(`[data-clash-of="${field.key}"]`)?.remove();
    const view = document.getElementById("clash-view").content.cloneNode(true).firstElementChild;
    const sentences = document.getElementById("clash-words").content;
    const by = sentences.querySelector(clash.by ? "[data-named]" : "[data-unnamed]").textContent.replace("%name", clash.by);
    view.dataset.clashOf = field.key;
    view.setAttribute("aria-label", by);
    view.querySelector("[data-clash-by]").textContent = by;
    view.querySelector("[data-theirs]").textContent = clash.theirs || "–";
    view.querySelector("[data-mine]").textContent = field.area.value;
    const mine = field.area.value;
    view.addEventListener("click", (event) => {
      const take = event.target.closest("[data-take]")?.dataset.take;
      if (take) {
        field.area.value = { both: [clash.theirs, mine].filter(Boolean).join("\n"), theirs: clash.theirs, mine }[take];
        changed();
        field.area.focus();
      }
      if (event.target.closest("[data-resolve]")) {
        view.remove();
        resolved();
      }
    });
    writing.before(view);
  };
  window.minutes = { ...window.minutes, exchange, showClash };
})();
