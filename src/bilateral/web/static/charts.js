// Draws the Vega-Lite charts of a page in the page's own colours, by the interpreter: no eval.
"use strict";

const scripts = document.currentScript.dataset.vega.split(" ");

const plots = [...document.querySelectorAll("[data-chart]")]
  .map((plot) => ({ plot, spec: document.getElementById("spec-" + plot.dataset.chart) }))
  .filter((chart) => chart.spec);

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

// "@claim" in a specification is the page's colour --claim.
function coloured(value) {
  if (typeof value === "string") return value.startsWith("@") ? colour(value.slice(1)) : value;
  if (Array.isArray(value)) return value.map(coloured);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coloured(item)]));
  }
  return value;
}

function config() {
  const font = '"Source Sans 3", sans-serif';
  const text = { labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 600 };
  return {
    // The table beside a chart says the same to a screen reader, and better.
    aria: false,
    background: null,
    font,
    view: { stroke: null },
    axis: { ...text, labelColor: colour("ink-3"), titleColor: colour("ink-3"), domainColor: colour("rule-strong"), tickColor: colour("rule-strong"), gridColor: colour("rule") },
    legend: { ...text, labelColor: colour("ink-2"), titleColor: colour("ink-3"), labelLimit: 320, columns: document.documentElement.clientWidth < 640 ? 1 : 4 },
    // The interval that is drawn: quiet, in the colour of the text.
    selection: { interval: { mark: { fill: colour("accent"), fillOpacity: 0.12, stroke: colour("accent") } } },
  };
}

function month(time) {
  return new Date(time).toISOString().slice(0, 7);
}

// A span drawn on the chart becomes the filter "from ... until ...".
function filterBySpan(view, name) {
  let waiting = 0;
  view.addSignalListener("brush", (_, value) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const form = document.getElementById(name);
      const span = value.month;
      form.elements.since.value = span ? month(Math.min(...span)) : "";
      form.elements.until.value = span ? month(Math.max(...span)) : "";
      window.htmx.trigger(form, "change");
    }, 400);
  });
}

async function draw({ plot, spec }) {
  const found = coloured(JSON.parse(spec.textContent));
  const inner = document.createElement("div");
  inner.className = "drawing";
  inner.setAttribute("aria-hidden", "true");
  const options = {
    actions: false,
    ast: true,
    config: config(),
    defaultStyle: false,
    expr: window.vegaInterpreter.expressionInterpreter,
    renderer: "svg",
    tooltip: { disableDefaultStyle: true, theme: "page" },
  };
  const before = [...plot.childNodes];
  plot.append(inner);
  const result = await window.vegaEmbed(inner, found, options);
  for (const node of before) node.remove();
  for (const link of inner.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
  plot.classList.add("drawn");
  if (plot.dataset.brush) filterBySpan(result.view, plot.dataset.brush);
}

function load(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, async: false, onload: done, onerror: failed });
    document.head.append(script);
  });
}

// The library weighs more than the page: words and tables are painted before it is asked for.
const library = new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  .then(() => Promise.all(scripts.map(load)));

async function drawAll() {
  await library;
  for (const chart of plots) {
    await draw(chart);
    await new Promise((done) => setTimeout(done));
  }
}

drawAll();
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
