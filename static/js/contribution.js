// Shows only the fields that belong to the chosen kind or answer. Without this file all are shown, and the server looks at the chosen ones.
(() => {
  "use strict";
  const show = (form) => {
    const chosen = form.querySelector(`input[name="${form.dataset.choose}"]:checked`)?.value;
    form.querySelectorAll("[data-when]").forEach((group) => {
      group.hidden = group.dataset.when !== chosen;
    });
  };
  const start = () => {
    document.querySelectorAll("form[data-choose]").forEach((form) => {
      show(form);
      form.addEventListener("change", (event) => {
        if (event.target.name === form.dataset.choose) show(form);
      });
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
