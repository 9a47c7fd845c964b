// What charts, maps and graphs share: colours of the page as it looks now, numbers of its language, saving files.

const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

/** A colour of the page by its custom property, as the browser computes it in light or dark. */
export function colour(name) {
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

/** Replaces every "var(--name)" in a structure by the colour it means now. */
export function coloured(value) {
  if (typeof value === "string") {
    const token = /^var\((--[\w-]+)\)$/.exec(value);
    return token ? colour(token[1]) : value;
  }
  if (Array.isArray(value)) return value.map(coloured);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v)]));
  return value;
}

const language = document.documentElement.lang || "en";
const mark = new Intl.NumberFormat(language).formatToParts(1.5).find(p => p.type === "decimal").value;

/** A number with few digits and no-break spaces between groups, as the tables write it. */
export function number(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) return value === null || value === undefined ? "" : String(value);
  const digits = Math.abs(value) >= 1000 ? 4 : 3;
  const [whole, part] = String(Number(Math.abs(value).toPrecision(digits))).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
  return (value < 0 ? "\u2212" : "") + grouped + (part ? mark + part : "");
}

export const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Reads the data that stands beside an element. */
export function read(element) {
  return JSON.parse(element.querySelector('script[type="application/json"]').textContent);
}

/** Calls back when the look of the page turns. */
export function onTurn(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  // Paper is light: what is drawn turns with it, and back.
  matchMedia("print").addEventListener("change", callback);
  new MutationObserver(callback).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}

/** Gives a file to save. */
export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A file out of a picture that the browser has as a data address. */
export async function blobOf(canvas) {
  return new Promise(done => canvas.toBlob(done, "image/png"));
}
