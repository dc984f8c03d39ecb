// What is kept in this browser until the server has it: one entry for each text and each tab, see minutes.js.
(() => {
  "use strict";
  const kept = (drafts, full) => {
    const tab = Math.random().toString(36).slice(2);
    const place = (key, of = tab) => `${drafts}${key}:${of}`;
    const keep = (key, value) => {
      try {
        localStorage.setItem(place(key), JSON.stringify(value));
      } catch {
        full();
      }
    };
    const forget = (key) => {
      try {
        localStorage.removeItem(place(key));
      } catch {
        // nothing was kept where nothing can be kept
      }
    };
    const found = () => {
      const rows = [];
      let names = [];
      try {
        names = Object.keys(localStorage);
      } catch {
        return rows;
      }
      for (const name of names) {
        if (!name.startsWith(drafts) || name.startsWith(`${drafts}outcome`)) continue;
        try {
          rows.push({ key: name.slice(drafts.length).split(":")[0], ...JSON.parse(localStorage.getItem(name)) });
        } catch {
          continue; // not ours
        }
        localStorage.removeItem(name);
      }
      return rows.sort((one, other) => one.at - other.at);
    };
    return { keep, forget, found };
  };
  window.minutes = { ...window.minutes, kept };
})();
