/* A chart: Plotly's script draws it here, in the browser. Where there are several, such as one for each range of years,
   radio buttons choose among them, and the server is asked for nothing. */

const charts = new Map(); // by name: what is drawn stays while the page around it is drawn anew
const CONFIG = { displayModeBar: false, scrollZoom: false };
const HEIGHT = 450; // pixels of a chart that names none, as Plotly takes it
const busy = new WeakSet(); // the elements that Plotly is drawing in
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
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      script.remove();
      library = null;
      reject(new Error(address));
    };
    document.head.append(script);
  });
  return library;
}

function choice(chart) {
  const { name, choice: legend, drawn } = chart.data;
  const options = drawn.charts.map(({ words }, number) => {
    const input = make("input", { type: "radio", name, value: number });
    input.checked = number === chart.chosen;
    input.onchange = () => {
      chart.chosen = number;
      plot(chart);
    };
    return make("label", {}, input, make("span", {}, words));
  });
  return make("fieldset", {}, make("legend", {}, legend), ...options);
}

function draw(chart) {
  const { alt, drawn } = chart.data;
  const last = drawn.charts.length - 1;
  chart.chosen = Math.min(chart.chosen ?? last, last);
  chart.plot = make("div", { role: "img", "aria-label": alt, class: "waiting" });
  chart.plot.style.blockSize = `${drawn.charts[chart.chosen].layout.height ?? HEIGHT}px`;
  chart.root.replaceChildren(...(last > 0 ? [choice(chart)] : []), chart.plot);
  chart.sizes.disconnect();
  chart.sizes.observe(chart.plot);
  plot(chart);
}

async function plot(chart) {
  const place = chart.plot;
  let plotly = null;
  try {
    plotly = await loaded(chart.data.library);
  } catch {
    fail(chart);
    return;
  }
  if (chart.plot !== place || busy.has(place)) return; // drawn anew, or being drawn, which minds what is chosen
  chart.root.querySelector(":scope > .failed")?.remove();
  busy.add(place);
  for (let shown = null; shown !== chart.chosen; ) {
    shown = chart.chosen;
    await shape(plotly, place, chart.data.drawn, shown);
  }
  busy.delete(place);
  place.classList.remove("waiting");
}

function shape(plotly, place, { template, charts }, number) {
  const { data, layout } = structuredClone(charts[number]); // Plotly writes into what it draws
  place.style.blockSize = `${layout.height ?? HEIGHT}px`;
  return plotly.react(place, data, { ...layout, template, autosize: true }, CONFIG);
}

/* Without the script, as when the network is lost, the reader is told so and may try again. */
function fail(chart) {
  const { failed, again } = chart.data;
  const button = make("button", { type: "button" }, again);
  button.onclick = () => plot(chart);
  chart.plot.classList.remove("waiting");
  chart.root.querySelector(":scope > .failed")?.remove();
  chart.root.append(make("p", { class: "failed", role: "alert" }, `${failed} `, button));
}

function fit(chart) {
  if (chart.plot.offsetWidth && chart.plot.data) window.Plotly.Plots.resize(chart.plot);
}

function opened(name) {
  if (!charts.has(name)) {
    const chart = { root: make("div", { class: "hub-chart" }), text: "", data: null, plot: null, chosen: null };
    chart.sizes = new ResizeObserver(() => fit(chart));
    charts.set(name, chart);
  }
  return charts.get(name);
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
    if (chart.root.parentNode === parentElement) chart.root.remove();
  };
}
