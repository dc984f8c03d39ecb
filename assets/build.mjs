// Remakes everything under static/vendored, static/img/icons.svg and the axe of the browser tests: npm ci && npm run build
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { compile } from "sass";
import subsetFont from "subset-font";

const here = new URL(".", import.meta.url).pathname;
const modules = here + "node_modules/";
const vendored = here + "../static/vendored/";
const pack = (name) => JSON.parse(readFileSync(`${modules}${name}/package.json`));
const licence = (name, file, to) => cpSync(`${modules}${name}/${file}`, `${vendored}LICENSES/${to}.txt`);
const write = (path, content) => {
  mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  writeFileSync(path, content);
  console.log(path.replace(here + "../", ""), content.length, "bytes,", gzipSync(content).length, "gz");
};
mkdirSync(vendored + "LICENSES", { recursive: true });

// Bootstrap: the chosen parts only
const css = compile(here + "bootstrap.scss", {
  loadPaths: [modules], style: "compressed", quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
}).css.replace(/^\uFEFF/, "").replace("@charset \"UTF-8\";", "");
write(`${vendored}bootstrap/bootstrap.css`, `/*! Bootstrap ${pack("bootstrap").version}, a part of it, MIT, see LICENSES/bootstrap.txt */\n${css}\n`);
licence("bootstrap", "LICENSE", "bootstrap");

// htmx
const htmx = readFileSync(`${modules}htmx.org/dist/htmx.min.js`, "utf8").replace(/\n?\/\/# sourceMappingURL=.*/g, "");
write(`${vendored}htmx/htmx.js`, `/*! htmx ${pack("htmx.org").version}, 0BSD, see LICENSES/htmx.txt */\n${htmx}\n`);
licence("htmx.org", "LICENSE", "htmx");

// The editor of the minutes: buttons for Markdown, and what is offered while one types
const part = (name, file) => readFileSync(`${modules}@github/${name}/dist/${file}`, "utf8").replace(/\n?\/\/# sourceMappingURL=.*/g, "").replace(/^\s*(\/\/|\*).*https?:\/\/.*$/gm, "");
for (const [folder, file] of [["markdown-toolbar", "index.js"], ["text-expander", "bundle.js"]]) {
  const name = `${folder}-element`;
  write(`${vendored}${folder}/${folder}.js`, `/*! @github/${name} ${pack(`@github/${name}`).version}, MIT, see LICENSES/${folder}.txt */\n${part(name, file)}\n`);
  licence(`@github/${name}`, "LICENSE", folder);
}
// the expander's file holds these two as well
for (const name of ["@github/combobox-nav", "dom-input-range"]) {
  const file = ["LICENSE", "LICENSE.txt", "LICENSE.md"].map((each) => `${modules}${name}/${each}`).find(existsSync);
  appendFileSync(`${vendored}LICENSES/text-expander.txt`, `\n${name} ${pack(name).version}\n\n${readFileSync(file, "utf8")}`);
}

// Inter: the weights and letters of European languages in Latin script
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const fonts = {
  "inter-latin": ["latin", range(0x20, 0x7e) + range(0xa0, 0xff) + "ıŒœ‐‑‒–—―‘’‚“”„†•…‰‹›⁄€™←↑→↓−≈≠≤≥\u202f\u2009"],
  "inter-latin-ext": ["latin-ext", range(0x100, 0x17f) + "ȘșȚțẀẁẂẃẄẅẞỲỳ₤₺₽"],
};
for (const [name, [source, text]] of Object.entries(fonts)) {
  const font = readFileSync(`${modules}@fontsource-variable/inter/files/inter-${source}-wght-normal.woff2`);
  write(`${vendored}inter/${name}.woff2`, await subsetFont(font, text, { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 700 } } }));
}
licence("@fontsource-variable/inter", "LICENSE", "inter");

// Icons: one sprite
const names = readFileSync(here + "icons.txt", "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
const symbols = names.map((name) => {
  const svg = readFileSync(`${modules}bootstrap-icons/icons/${name}.svg`, "utf8");
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>\s*/, "").replace(/\s*<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`;
});
// our own mark: a round and a square form, equally tall, on one line
symbols.push(`<symbol id="brand" viewBox="0 0 32 20"><circle cx="8" cy="10" r="8"/><rect x="16" y="2" width="16" height="16" rx="2.5"/></symbol>`);
write(`${here}../static/img/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor"><!-- Bootstrap Icons ${pack("bootstrap-icons").version}, MIT, see vendored/LICENSES/bootstrap-icons.txt -->\n${symbols.join("\n")}\n</svg>\n`);
licence("bootstrap-icons", "LICENSE", "bootstrap-icons");

// axe: for the tests only
rmSync(here + "../tests/browser/vendored", { recursive: true, force: true });
write(`${here}../tests/browser/vendored/axe.min.js`, readFileSync(`${modules}axe-core/axe.min.js`));
cpSync(`${modules}axe-core/LICENSE`, `${here}../tests/browser/vendored/LICENSE.axe-core.txt`);
