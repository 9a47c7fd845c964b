// Draws the maps of a page: countries from the built-in atlas, places and flows from the data that stand beside the map.
import { Map as Chart, NavigationControl, Popup, setWorkerUrl, LngLatBounds } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import { colour, isCalm, read, onTurn, save } from "./look.js";

setWorkerUrl(new URL("./map-worker.js", import.meta.url).href);

// A country on both sides of the date line is drawn in one piece: a ring that jumps from one edge of the world to the other would
// otherwise fill everything between. The ring around the South Pole stays as it is.
const jumps = ring => ring.some(([x], i) => i > 0 && Math.abs(x - ring[i - 1][0]) > 180) && !ring.some(([, y]) => y < -85);
const ringOf = ring => jumps(ring) ? ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]) : ring;
function whole(land) {
  for (const { geometry } of land.features) {
    if (geometry?.type === "Polygon") geometry.coordinates = geometry.coordinates.map(ringOf);
    else if (geometry?.type === "MultiPolygon") geometry.coordinates = geometry.coordinates.map(rings => rings.map(ringOf));
  }
  return land;
}

let atlas;
const world = () => atlas ??= fetch(new URL("./world.json", import.meta.url)).then(r => r.json()).then(topology => ({
  land: whole(feature(topology, topology.objects.countries)),
  borders: mesh(topology, topology.objects.countries, (a, b) => a !== b),
}));

const drawn = new Map();
const tones = ["good", "mid", "bad", "open", "none"];
const tone = () => ["match", ["get", "tone"], ...tones.flatMap(t => [t, colour(`--${t}-mark`)]), colour("--fill")];

function paints() {
  return [
    ["sea", "background-color", colour("--map-sea")], ["land", "fill-color", colour("--map-land")], ["borders", "line-color", colour("--map-border")],
    ["flows", "line-color", colour("--fill")], ["places", "circle-color", tone()], ["places", "circle-stroke-color", tone()],
    ["places", "circle-opacity", ["case", ["get", "hollow"], 0, 0.85]],
  ];
}

// Flows bend a little, so that there and back can be told apart.
function arc(from, to) {
  const points = [], [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], bend = 0.18;
  const middle = [x - (to[1] - from[1]) * bend, y + (to[0] - from[0]) * bend];
  for (let i = 0; i <= 24; i++) {
    const t = i / 24, u = 1 - t;
    points.push([u * u * from[0] + 2 * u * t * middle[0] + t * t * to[0], u * u * from[1] + 2 * u * t * middle[1] + t * t * to[1]]);
  }
  return points;
}

const collection = features => ({ type: "FeatureCollection", features });

// Without a graphics canvas there is no map: the page says so and opens the table.
function isAble() {
  try { return !!document.createElement("canvas").getContext("webgl2"); } catch { return false; }
}

function giveUp(figure) {
  figure.querySelector("[data-draw]").hidden = true;
  const words = figure.querySelector("[data-absent]");
  if (words) words.hidden = false;
  figure.querySelector("details")?.setAttribute("open", "");
  figure.dataset.absent = "true";
}

async function draw(figure) {
  drawn.set(figure, null);
  if (!isAble()) return void giveUp(figure);
  const place = figure.querySelector("[data-draw]");
  const data = read(figure);
  const { land, borders } = await world();
  const places = collection(data.places.map(p => ({ type: "Feature", geometry: { type: "Point", coordinates: [p.longitude, p.latitude] }, properties: { name: p.name, note: p.note ?? "", href: p.href ?? "", tone: p.tone ?? "", hollow: !!p.hollow, size: p.size ?? 1 } })));
  const flows = collection((data.flows ?? []).map(f => ({ type: "Feature", geometry: { type: "LineString", coordinates: arc(f.from, f.to) }, properties: { weight: f.weight ?? 1, name: f.name ?? "" } })));
  const first = id => Object.fromEntries(paints().filter(([layer]) => layer === id).map(([, name, value]) => [name, value]));
  const map = new Chart({
    container: place,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    fadeDuration: isCalm ? 0 : 200,
    canvasContextAttributes: { preserveDrawingBuffer: true },
    center: [12, 50],
    zoom: 2.6,
    maxZoom: 9,
    style: {
      version: 8,
      sources: { land: { type: "geojson", data: land }, borders: { type: "geojson", data: borders }, places: { type: "geojson", data: places }, flows: { type: "geojson", data: flows } },
      layers: [
        { id: "sea", type: "background", paint: first("sea") },
        { id: "land", type: "fill", source: "land", paint: first("land") },
        { id: "borders", type: "line", source: "borders", paint: { ...first("borders"), "line-width": 0.6 } },
        { id: "flows", type: "line", source: "flows", layout: { "line-cap": "round" }, paint: { ...first("flows"), "line-opacity": 0.55, "line-width": ["interpolate", ["linear"], ["get", "weight"], 0, 1, 1, 8] } },
        { id: "places", type: "circle", source: "places", paint: { ...first("places"), "circle-radius": ["interpolate", ["linear"], ["get", "size"], 0, 4, 1, 14], "circle-stroke-width": 2 } },
      ],
    },
  });
  // What turns before the map is there is painted when it is.
  let isLoaded = false;
  const paint = () => { if (isLoaded) for (const [layer, name, value] of paints()) map.setPaintProperty(layer, name, value); };
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.once("load", () => { isLoaded = true; paint(); });
  map.once("idle", () => { figure.dataset.drawn = "true"; });
  if (data.places.length > 0) {
    const bounds = new LngLatBounds();
    for (const p of data.places) bounds.extend([p.longitude, p.latitude]);
    map.fitBounds(bounds, { padding: 48, maxZoom: 5, animate: false });
  }
  const popup = new Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem" });
  map.on("mousemove", "places", e => {
    const at = e.features[0];
    map.getCanvas().style.cursor = at.properties.href ? "pointer" : "";
    popup.setLngLat(at.geometry.coordinates).setText([at.properties.name, at.properties.note].filter(Boolean).join("\n")).addTo(map);
  });
  map.on("mouseleave", "places", () => { map.getCanvas().style.cursor = ""; popup.remove(); });
  map.on("click", "places", e => { const { href } = e.features[0].properties; if (href) location.assign(href); });
  drawn.set(figure, { map, paint });
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => map.getCanvas().toBlob(blob => save(`${button.dataset.name}.png`, blob), "image/png"));
  }
}

/** Draws what is not drawn yet, and lets go of what left the page. */
export function start(root) {
  for (const [figure, at] of drawn) if (!figure.isConnected) { at?.map.remove(); drawn.delete(figure); }
  for (const figure of root.querySelectorAll("[data-map]")) if (!drawn.has(figure)) draw(figure).catch(() => giveUp(figure));
}

onTurn(() => { for (const at of drawn.values()) at?.paint(); });
