/* Chart component: renders figures with Plotly in the browser. Where there are several figures, such as one for each
   range of years, radio buttons choose among them without a request to the server. */

const charts = new Map(); // by name: charts survive reruns of the page
const chosen = new Map(); // by name: {index, among}, the figure chosen and the number of figures; survives page changes
const CONFIG = { displayModeBar: false, scrollZoom: false };
const HEIGHT = 450; // default height in pixels, Plotly's own
const FORGET = 1000; // milliseconds after which a chart removed from the page is dropped
let library = null;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/* Load Plotly's script, once, with the first chart. */
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

/* The index of the figure chosen; the last one by default, and when the number of figures has changed. */
function number({ data: { name, drawn } }) {
  const { index, among } = chosen.get(name) ?? {};
  return among === drawn.charts.length ? index : drawn.charts.length - 1;
}

function choice(chart) {
  const { name, choice: legend, drawn } = chart.data;
  const options = drawn.charts.map(({ words }, index) => {
    const input = make("input", { type: "radio", name, value: index });
    input.checked = index === number(chart);
    input.onchange = () => {
      chosen.set(name, { index, among: drawn.charts.length });
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
  const element = chart.plot;
  if (chart.busy === element) return; // the running loop below draws the current choice
  chart.busy = element;
  try {
    const plotly = await loaded(chart.data.library);
    for (let shown = null; chart.plot === element && shown !== number(chart); ) {
      shown = number(chart);
      await render(plotly, element, chart.data.drawn, shown);
    }
    if (chart.plot === element) succeed(chart);
  } catch {
    if (chart.plot === element) fail(chart);
  }
  if (chart.busy === element) chart.busy = null;
}

function render(plotly, element, { template, charts }, shown) {
  const { data, layout } = structuredClone(charts[shown]); // Plotly mutates its arguments
  element.style.blockSize = `${height(charts[shown])}px`;
  return plotly.react(element, data, { ...layout, template, autosize: true }, CONFIG);
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

/* Show an error with a retry button, when the script could not be loaded; retrying draws all failed charts. */
function fail(chart) {
  const { failed, again } = chart.data;
  chart.plot.classList.remove("waiting");
  if (chart.failure) return;
  const button = make("button", { type: "button" }, again);
  button.onclick = () => charts.forEach((one) => one.failure && plot(one));
  chart.failure = make("p", { class: "failed", role: "alert" }, `${failed} `, button);
  chart.root.append(chart.failure);
}

function fit({ plot: element }) {
  if (element.offsetWidth && element.data) window.Plotly.Plots.resize(element);
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
