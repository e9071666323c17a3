// Plotly takes the place of a figure that the server drew, once somebody looks at it or touches it:
// one figure at a time, so that the page answers meanwhile. Python says what is drawn, what role it
// has and what colour a role wears; the colours themselves are those of the stylesheet.

const OPTIONS = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  responsive: true,
  scrollZoom: false,
  doubleClick: false,
};
const LOCALE = document.getElementById("plotly-locale");
if (LOCALE) {
  const locale = JSON.parse(LOCALE.textContent);
  Object.assign(OPTIONS, { locale: locale.name, locales: { [locale.name]: locale } });
}
const SEEN_FOR = 800; // milliseconds that a figure is in view before Plotly is fetched for it

const waiting = [];
const figures = new Map();
let busy = false;
let library;

function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function palette() {
  const names = ["paper", "ink", "soft", "edge", "line", "accent", "wash"];
  const tones = Object.fromEntries(names.map((name) => [name, colour(name)]));
  tones.ramp = Array.from({ length: 11 }, (_, level) => [level / 10, colour(`p${level}`)]);
  tones.fade = [[0, tones.line], [1, tones.accent]];
  return tones;
}

function put(target, path, value) {
  const names = path.split(".");
  const last = names.pop();
  let at = target;
  for (const name of names) at = at[name] = { ...at[name] };
  at[last] = value;
}

function coloured(figure, tones) {
  const { data, layout } = structuredClone(figure);
  for (const trace of data) {
    for (const [path, tone] of Object.entries(figure.tones[trace.meta])) put(trace, path, tones[tone]);
  }
  const font = { family: getComputedStyle(document.body).fontFamily, size: 14, color: tones.soft };
  Object.assign(layout, { font, paper_bgcolor: "transparent", plot_bgcolor: "transparent", autosize: true });
  layout.hoverlabel = { bgcolor: tones.paper, bordercolor: tones.edge, font: { ...font, color: tones.ink } };
  for (const name of ["xaxis", "yaxis", "yaxis2"]) {
    if (layout[name]) Object.assign(layout[name], { gridcolor: tones.line, color: tones.soft });
  }
  layout.xaxis.showgrid = false;
  return { data, layout };
}

function plotly() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.getElementById("charts-script").dataset.plotly;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function figureOf(place) {
  return JSON.parse(document.querySelector(`script[data-plot="${place.id}"]`).textContent);
}

async function take(place) {
  if (figures.has(place)) return;
  await Promise.all([plotly(), document.fonts.ready]);
  const still = place.querySelector(".still");
  const live = document.createElement("div");
  place.append(live);
  const figure = figureOf(place);
  const { data, layout } = coloured(figure, palette());
  await Plotly.newPlot(live, data, layout, OPTIONS);
  still.hidden = true;
  if (place.dataset.opens) {
    live.on("plotly_click", ({ points }) => location.assign(place.dataset.opens + String(points[0].x).slice(0, 10)));
  }
  figures.set(place, live);
}

function next() {
  const place = waiting.shift();
  if (!place) { busy = false; return; }
  busy = true;
  const then = () => take(place).catch(() => {}).then(() => setTimeout(next, 50));
  if ("requestIdleCallback" in window) requestIdleCallback(then, { timeout: 2000 });
  else setTimeout(then, 50);
}

function ask(place, first) {
  if (figures.has(place)) return;
  const at = waiting.indexOf(place);
  if (at >= 0) waiting.splice(at, 1);
  if (first) waiting.unshift(place); else waiting.push(place);
  if (!busy) next();
}

function recolour() {
  const tones = palette();
  for (const [place, live] of figures) {
    const { data, layout } = coloured(figureOf(place), tones);
    Plotly.react(live, data, layout, OPTIONS);
  }
}

const timers = new Map();
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(timers.get(target));
    if (isIntersecting) timers.set(target, setTimeout(() => ask(target, false), SEEN_FOR));
  }
}, { threshold: 0.4 });

for (const place of document.querySelectorAll(".plot")) {
  watcher.observe(place);
  for (const event of ["pointerenter", "pointerdown", "focusin"]) {
    place.addEventListener(event, () => ask(place, true), { once: true, passive: true });
  }
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
