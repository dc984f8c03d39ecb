// "Which kind of money is it?": the answer found is written into the fields of the form around it. Without this file one chooses them oneself.
(() => {
  "use strict";
  const choose = (fields, value) => {
    if (!value || !fields.length) return;
    const radio = fields.find((field) => field.type === "radio" && field.value === value);
    const field = radio || fields.find((each) => each.tagName === "SELECT");
    if (!field) return;
    if (radio) radio.checked = true;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-kind]");
    const group = button?.closest("[data-money-fields]");
    if (!group) return;
    const named = (name) => [...group.querySelectorAll("input[type=radio],select")].filter((field) => field.name === name || field.name.endsWith(`-${name}`));
    choose(named("kind"), button.dataset.takeKind);
    choose(named("money_type"), button.dataset.takeMoney);
    button.closest(".which").open = false;
    const shown = named("money_type").concat(named("kind")).find((field) => field.offsetParent !== null && (field.type !== "radio" || field.checked));
    shown?.focus();
    const live = document.getElementById("live");
    if (live) live.textContent = button.textContent.trim();
  });
})();
