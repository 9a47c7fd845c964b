// Draws the charts of a page from the data that stand beside them.
import * as echarts from "echarts/core";
import { BarChart, LineChart, ScatterChart, HeatmapChart, SankeyChart, CustomChart, TreemapChart } from "echarts/charts";
import { GridComponent, TooltipComponent, LegendComponent, DatasetComponent, AriaComponent, VisualMapComponent, MarkLineComponent, MarkAreaComponent, DataZoomComponent } from "echarts/components";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import { colour, coloured, number, isCalm, read, onTurn, save } from "./look.js";

echarts.use([BarChart, LineChart, ScatterChart, HeatmapChart, SankeyChart, CustomChart, TreemapChart, GridComponent, TooltipComponent, LegendComponent,
  DatasetComponent, AriaComponent, VisualMapComponent, MarkLineComponent, MarkAreaComponent, DataZoomComponent, CanvasRenderer, SVGRenderer]);

const drawn = new Map();

function themed(option, width) {
  const ink = colour("--ink"), quiet = colour("--quiet"), line = colour("--line");
  const axis = {
    axisLine: { lineStyle: { color: line } }, axisTick: { lineStyle: { color: line } }, axisLabel: { color: quiet, hideOverlap: true },
    splitLine: { lineStyle: { color: line } }, nameTextStyle: { color: quiet },
  };
  const merge = given => given === undefined ? undefined : Array.isArray(given) ? given.map(merge) :
    { ...axis, ...given, axisLabel: { ...axis.axisLabel, ...(given.type === "value" || given.type === "log" ? { formatter: number } : {}), ...given.axisLabel,
      // Names of lines take no more than their part of a narrow picture.
      ...(given.axisLabel?.width ? { width: Math.min(given.axisLabel.width, width * 0.3) } : {}) } };
  const own = coloured(option);
  return {
    color: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7", "--c8"].map(colour),
    animation: !isCalm,
    animationDuration: 250,
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
    // Patterns beside colours: two neighbours differ without colour too. The words stand in the table.
    aria: { enabled: true, label: { enabled: false }, decal: { show: (own.series?.length ?? 0) > 1 } },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    ...own,
    legend: own.legend === undefined ? undefined : { textStyle: { color: ink }, inactiveColor: quiet, top: 0, left: 0, type: "scroll", ...own.legend },
    // Drawn on the canvas, since markup with styles of its own is forbidden on the page.
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("--panel"), borderColor: line, textStyle: { color: ink, fontSize: 12 }, valueFormatter: number, ...own.tooltip },
    xAxis: merge(own.xAxis),
    yAxis: merge(own.yAxis),
  };
}

function draw(figure) {
  const place = figure.querySelector("[data-draw]");
  const option = read(figure);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(themed(option, chart.getWidth()));
  new ResizeObserver(() => chart.resize()).observe(place);
  if (option.links) chart.on("click", event => { const to = option.links[event.name]; if (to) location.assign(to); });
  drawn.set(figure, { chart, option });
  for (const button of figure.querySelectorAll("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => keep(figure, button.dataset.save, button.dataset.name));
  }
}

// A picture on its own carries its background and stands still.
async function keep(figure, kind, name) {
  const { chart, option } = drawn.get(figure);
  const [width, height] = [chart.getWidth(), chart.getHeight()];
  const still = { ...themed(option, width), animation: false, backgroundColor: colour("--paper") };
  if (kind === "svg") {
    const copy = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
    copy.setOption(still);
    save(`${name}.svg`, new Blob([copy.renderToSVGString()], { type: "image/svg+xml" }));
    copy.dispose();
    return;
  }
  const place = document.createElement("div");
  const copy = echarts.init(place, null, { renderer: "canvas", width, height, devicePixelRatio: 2 });
  copy.setOption(still);
  copy.renderToCanvas({ pixelRatio: 2, backgroundColor: colour("--paper") }).toBlob(blob => { save(`${name}.png`, blob); copy.dispose(); }, "image/png");
}

/** Draws what is not drawn yet, and lets go of what left the page. */
export function start(root) {
  for (const [figure, { chart }] of drawn) if (!figure.isConnected) { chart.dispose(); drawn.delete(figure); }
  for (const figure of root.querySelectorAll("[data-chart]")) if (!drawn.has(figure)) draw(figure);
}

onTurn(() => { for (const { chart, option } of drawn.values()) chart.setOption(themed(option, chart.getWidth()), true); });
addEventListener("beforeprint", () => { for (const { chart } of drawn.values()) chart.resize(); });
