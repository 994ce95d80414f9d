/* A chart: Plotly's script draws it here, in the browser. Where there are several, such as one for each range of years,
   radio buttons choose among them, and the server is asked for nothing. */

const charts = new Map(); // by name: what is drawn stays while the page around it is drawn anew
const chosen = new Map(); // by name: what a reader chose, and among how many; it outlives the page
const CONFIG = { displayModeBar: false, scrollZoom: false };
const HEIGHT = 450; // pixels of a chart that names none, as Plotly takes it
const FORGET = 1000; // milliseconds after which a chart that has left the page is dropped
let library = null;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/* Plotly's script is large: it is fetched with the first chart, and once. */
function loaded(address) {
  library ??= new Promise((resolve, reject) => {
    const script = make("script", { src: address });
    const settle = () => {
      if (window.Plotly) return resolve(window.Plotly);
      script.remove();
      library = null;
      reject(new Error(address));
    };
    script.onload = settle;
    script.onerror = settle;
    document.head.append(script);
  });
  return library;
}

/* The chart that the reader chose; the last one until they do, and when others have come to choose among. */
function number({ data: { name, drawn } }) {
  const { place, among } = chosen.get(name) ?? {};
  return among === drawn.charts.length ? place : drawn.charts.length - 1;
}

function choice(chart) {
  const { name, choice: legend, drawn } = chart.data;
  const options = drawn.charts.map(({ words }, place) => {
    const input = make("input", { type: "radio", name, value: place });
    input.checked = place === number(chart);
    input.onchange = () => {
      chosen.set(name, { place, among: drawn.charts.length });
      plot(chart);
    };
    return make("label", {}, input, make("span", {}, words));
  });
  return make("fieldset", {}, make("legend", {}, legend), ...options);
}

function draw(chart) {
  const { alt, drawn } = chart.data;
  clear(chart);
  chart.plot = make("div", { role: "img", "aria-label": alt, class: "waiting", tabindex: -1 });
  chart.plot.style.blockSize = `${height(drawn.charts[number(chart)])}px`;
  chart.root.replaceChildren(...(drawn.charts.length > 1 ? [choice(chart)] : []), chart.plot);
  chart.sizes.observe(chart.plot);
  plot(chart);
}

async function plot(chart) {
  const place = chart.plot;
  if (chart.busy === place) return; // it minds what is chosen
  chart.busy = place;
  try {
    const plotly = await loaded(chart.data.library);
    for (let shown = null; chart.plot === place && shown !== number(chart); ) {
      shown = number(chart);
      await shape(plotly, place, chart.data.drawn, shown);
    }
    if (chart.plot === place) succeed(chart);
  } catch {
    if (chart.plot === place) fail(chart);
  }
  if (chart.busy === place) chart.busy = null;
}

function shape(plotly, place, { template, charts }, shown) {
  const { data, layout } = structuredClone(charts[shown]); // Plotly writes into what it draws
  place.style.blockSize = `${height(charts[shown])}px`;
  return plotly.react(place, data, { ...layout, template, autosize: true }, CONFIG);
}

function height({ layout }) {
  return layout.height ?? HEIGHT;
}

function succeed(chart) {
  const { failure } = chart;
  chart.failure = null;
  chart.plot.classList.remove("waiting");
  if (failure?.contains(document.activeElement)) chart.plot.focus();
  failure?.remove();
}

/* Without the script, as when the network is lost, the reader is told so and may try again, for all charts at once. */
function fail(chart) {
  const { failed, again } = chart.data;
  chart.plot.classList.remove("waiting");
  if (chart.failure) return;
  const button = make("button", { type: "button" }, again);
  button.onclick = () => charts.forEach((one) => one.failure && plot(one));
  chart.failure = make("p", { class: "failed", role: "alert" }, `${failed} `, button);
  chart.root.append(chart.failure);
}

function fit({ plot: place }) {
  if (place.offsetWidth && place.data) window.Plotly.Plots.resize(place);
}

function clear(chart) {
  chart.sizes.disconnect();
  if (chart.plot?.data) window.Plotly.purge(chart.plot);
  chart.failure = null;
}

function opened(name) {
  if (!charts.has(name)) {
    const chart = { root: make("div", { class: "hub-chart" }), text: "", data: null, plot: null, busy: null, failure: null };
    chart.sizes = new ResizeObserver(() => fit(chart));
    charts.set(name, chart);
  }
  return charts.get(name);
}

function forget(chart) {
  if (chart.root.isConnected) return;
  clear(chart);
  chart.plot = null;
  if (charts.get(chart.data.name) === chart) charts.delete(chart.data.name);
}

export default function ({ data: bytes, parentElement }) {
  const text = new TextDecoder().decode(bytes);
  const data = JSON.parse(text);
  const chart = opened(data.name);
  if (chart.root.parentNode !== parentElement) parentElement.append(chart.root);
  if (chart.text !== text) {
    Object.assign(chart, { text, data });
    draw(chart);
  }
  return () => {
    if (chart.root.parentNode !== parentElement) return;
    chart.root.remove();
    setTimeout(() => forget(chart), FORGET);
  };
}
