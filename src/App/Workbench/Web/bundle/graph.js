// Draws the graphs of a page: what stands above is made of what stands below. Arrow keys walk along the links, Enter opens.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { colour, isCalm, read, onTurn, save } from "./look.js";

cytoscape.use(dagre);
// The library would write a style of its own into the page, which is forbidden here; the style sheet has that rule.
const mark = document.createElement("template");
mark.id = "__________cytoscape_stylesheet";
document.head.append(mark);

const drawn = new Map();

// As tall as its words, broken at about the width of a box.
const tall = node => 14 + 15 * node.data("label").split("\n").reduce((n, part) => n + Math.max(1, Math.ceil(part.length / 25)), 0);

function style() {
  const [ink, paper, line, fill] = ["--ink", "--paper", "--line", "--fill"].map(colour);
  const tones = ["good", "mid", "bad", "open"].map(t => ({ selector: `node[tone="${t}"]`, style: { "background-color": colour(`--${t}`), "border-color": colour(`--${t}-mark`), color: colour(`--${t}-ink`) } }));
  return [
    { selector: "node", style: { shape: "round-rectangle", width: 170, height: tall, "background-color": colour("--panel"), "border-width": 1.5, "border-color": line, label: "data(label)", color: ink, "font-family": getComputedStyle(document.body).fontFamily, "font-size": 12, "text-wrap": "wrap", "text-max-width": 158, "text-valign": "center", "text-halign": "center" } },
    ...tones,
    { selector: "node[?dashed]", style: { "border-style": "dashed" } },
    { selector: "edge", style: { width: 1.5, "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier" } },
    { selector: "edge[label]", style: { label: "data(label)", "font-size": 10, color: colour("--quiet"), "text-background-color": paper, "text-background-opacity": 1, "text-background-padding": 2 } },
    { selector: "edge[?dashed]", style: { "line-style": "dashed" } },
    { selector: ".here", style: { "border-width": 4, "border-color": fill } },
  ];
}

function draw(figure) {
  const place = figure.querySelector("[data-draw]");
  const data = read(figure);
  const graph = cytoscape({
    container: place,
    elements: [
      ...data.nodes.map(n => ({ data: n })),
      ...data.links.map(l => ({ data: { id: `${l.source}>${l.target}:${l.label ?? ""}`, ...l } })),
    ],
    style: style(),
    layout: { name: "dagre", rankDir: data.direction ?? "BT", nodeSep: 18, rankSep: 48, animate: false, fit: true, padding: 16 },
    minZoom: 0.1,
    maxZoom: 2.5,
    autoungrabify: true,
    boxSelectionEnabled: false,
  });
  // Small graphs are not blown up to fill the room.
  if (graph.zoom() > 1.1) { graph.zoom(1.1); graph.center(); }
  const open = node => { const to = node.data("href"); if (to) location.assign(to); };
  const said = figure.querySelector("[data-said]");
  let here = graph.nodes().first();
  const go = node => {
    if (!node || node.empty()) return;
    here.removeClass("here");
    here = node.addClass("here");
    graph.animate({ center: { eles: here }, duration: isCalm ? 0 : 150 });
    if (said) said.textContent = here.data("said") ?? here.data("label");
  };
  graph.on("tap", "node", e => open(e.target));
  // The nearest node in a direction, seen from where one stands.
  const near = (dx, dy) => {
    const at = here.position();
    return graph.nodes().filter(n => { const p = n.position(); return n !== here && (p.x - at.x) * dx + (p.y - at.y) * dy > 1; })
      .min(n => { const p = n.position(); const [x, y] = [p.x - at.x, p.y - at.y]; const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx); return along + 2 * aside; }).ele;
  };
  place.addEventListener("keydown", e => {
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
    if (way) { e.preventDefault(); go(near(...way)); }
    else if (e.key === "Enter") open(here);
    else if (e.key === "+" || e.key === "-") graph.zoom({ level: graph.zoom() * (e.key === "+" ? 1.2 : 1 / 1.2), renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
    else if (e.key === "0") graph.fit(undefined, 16);
  });
  place.addEventListener("focus", () => go(here));
  new ResizeObserver(() => graph.resize()).observe(place);
  drawn.set(figure, graph);
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", async () => save(`${button.dataset.name}.png`, await graph.png({ output: "blob-promise", full: true, scale: 2, bg: colour("--paper") })));
  }
  figure.dataset.drawn = "true";
}

/** Draws what is not drawn yet, and lets go of what left the page. */
export function start(root) {
  for (const [figure, graph] of drawn) if (!figure.isConnected) { graph.destroy(); drawn.delete(figure); }
  for (const figure of root.querySelectorAll("[data-graph]")) if (!drawn.has(figure)) draw(figure);
}

onTurn(() => { for (const graph of drawn.values()) graph.style(style()); });
