// Gives life to a page that works without: charts, maps and graphs where they stand, parts that change in place, the look.
// Everything else is links and forms.

const base = new URL(".", import.meta.url);

const kinds = [["[data-chart]", "charts.js"], ["[data-map]", "map.js"], ["[data-graph]", "graph.js"], ["[data-drop]", "drop.js"]];

async function start(root) {
  for (const form of root.querySelectorAll("form[data-follow]")) form.addEventListener("change", () => form.requestSubmit());
  for (const part of root.querySelectorAll("[data-script]")) part.hidden = false;
  for (const job of root.querySelectorAll("[data-job]")) follow(job);
  // Drawings come last: what a person types meanwhile is not lost.
  for (const [selector, file] of kinds) {
    if (root.querySelector(selector)) (await import(new URL(file, base).href)).start(document);
  }
}

// A link or form marked with data-swap changes the parts of the page with those ids in place. The address follows, so that
// the page can be shared and the back button works; without script the same address gives the same page.
const here = () => location.pathname + location.search;
let running, shown = here();
async function swap(address, ids, isBack) {
  running?.abort();
  const stop = running = new AbortController();
  const parts = ids.split(" ").map(id => document.getElementById(id)).filter(Boolean);
  for (const part of parts) part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: stop.signal, headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected && new URL(answer.url).pathname !== new URL(address, location).pathname) return void location.assign(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focus = document.activeElement?.id;
    // Read before the parts leave the page they came in.
    const told = page.querySelector("[data-status]")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (!fresh) return void location.assign(address);
      part.replaceWith(fresh);
    }
    document.title = page.title;
    if (!isBack) history.pushState({ swap: ids }, "", address);
    shown = here();
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    const status = document.getElementById("status");
    if (status) status.textContent = told;
    await start(document.body);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(link.href, link.dataset.swap);
});

// A link that is a switch answers to the space bar as switches do.
document.addEventListener("keydown", event => {
  if (event.key !== " " || !event.target.matches?.("a[role=switch]")) return;
  event.preventDefault();
  event.target.click();
});

document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-swap]");
  if (!form || form.method !== "get") return;
  event.preventDefault();
  const address = new URL(form.action);
  address.search = new URLSearchParams([...new FormData(form, event.submitter)].filter(([, value]) => value !== "")).toString();
  swap(address.href, form.dataset.swap);
});

// Going to another place of the same page, as the first link of every page does, is no way back.
addEventListener("popstate", event => {
  if (here() === shown) return;
  shown = here();
  if (event.state?.swap) swap(location.href, event.state.swap, true);
  else location.reload();
});

// The look turns at once; the server remembers it for the next page.
document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-look]");
  if (!form) return;
  event.preventDefault();
  const theme = event.submitter?.value ?? "auto";
  document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === theme));
  fetch(form.action, { method: "post", body: new URLSearchParams(new FormData(form, event.submitter)) });
});

// A long run tells how far it is; when it is done the page shows what came of it.
function follow(job) {
  if (job.dataset.followed) return;
  job.dataset.followed = "true";
  const bar = job.querySelector("progress"), words = job.querySelector("[data-words]");
  const source = new EventSource(job.dataset.job);
  source.onmessage = event => {
    const state = JSON.parse(event.data);
    if (bar && state.of > 0) { bar.max = state.of; bar.value = state.done; }
    if (words) words.textContent = state.text;
    if (state.isEnded) { source.close(); location.reload(); }
  };
  // A server that was started anew does not know the run: the address of the page begins it again.
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 2000); };
}

// Where there is little room, the pages are behind their heading.
if (matchMedia("(max-width: 52rem)").matches) document.querySelector("details.menu")?.removeAttribute("open");

await start(document.body);
