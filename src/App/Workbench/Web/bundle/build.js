// Makes the bundles that the workbench serves: one module each, so that a page loads only what it shows.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

const out = "out";
await mkdir(out, { recursive: true });
await build({
  entryPoints: ["bundle/charts.js", "bundle/map.js", "bundle/graph.js", "bundle/map.css"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  logLevel: "error",
});
// The map draws in a worker of its own address: no script from a blob is needed.
await build({
  entryPoints: { "map-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "error",
});
await copyFile("node_modules/world-atlas/countries-50m.json", `${out}/world.json`);
