// Draws the figures of the page. Python says what is drawn and what role it has; the colours are
// those of the stylesheet, so that one figure serves day and night.

const OPTIONS = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  responsive: true,
  scrollZoom: false,
  doubleClick: false,
};

function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function palette() {
  const names = ["paper", "ink", "soft", "edge", "line", "accent", "wash"];
  const found = Object.fromEntries(names.map((name) => [name, colour(name)]));
  found.ramp = Array.from({ length: 11 }, (_, level) => [level / 10, colour(`p${level}`)]);
  return found;
}

const ROLES = {
  level: (trace, tones) => {
    const hollow = [].concat(trace.marker.symbol).some((symbol) => symbol === "circle-open");
    trace.marker = { ...trace.marker, colorscale: tones.ramp, showscale: false, opacity: 1 };
    trace.marker.line = { ...trace.marker.line, color: tones.edge, width: hollow ? 1.5 : 0.5 };
  },
  highest: (trace, tones) => {
    trace.marker = { ...trace.marker, color: tones.soft, line: { ...trace.marker.line, color: tones.soft } };
  },
  mean: (trace, tones) => { trace.line = { ...trace.line, color: tones.ink }; },
  spasm: (trace, tones) => { trace.marker = { ...trace.marker, color: tones.accent }; },
  exercise: (trace, tones) => { trace.marker = { color: tones.accent, opacity: 0.6 }; },
  count: (trace, tones) => {
    trace.marker = { color: tones.accent, opacity: 0.75 };
    trace.textfont = { color: tones.ink };
  },
  week: (trace, tones) => {
    trace.marker = {
      ...trace.marker,
      colorscale: [[0, tones.line], [1, tones.accent]],
      showscale: false,
      line: { ...trace.marker.line, color: tones.edge },
    };
  },
  line: (trace, tones) => { trace.line = { ...trace.line, color: tones.ink }; },
  after: (trace, tones) => { trace.marker = { color: tones.accent }; },
  other: (trace, tones) => {
    trace.marker = { color: tones.paper, line: { ...trace.marker.line, color: tones.accent } };
  },
  mean_after: mean,
  mean_other: mean,
  days: (trace, tones) => {
    trace.marker = { ...trace.marker, color: tones.wash, line: { ...trace.marker.line, color: tones.accent } };
  },
  day_mean: (trace, tones) => {
    trace.marker = { ...trace.marker, color: tones.ink, line: { ...trace.marker.line, color: tones.ink } };
  },
  score: (trace, tones) => {
    trace.marker = { ...trace.marker, color: tones.accent, line: { ...trace.marker.line, color: tones.paper } };
  },
};

function mean(trace, tones) {
  trace.line = { ...trace.line, color: tones.ink };
  trace.textfont = { color: tones.ink };
}

function drawn(figure, tones) {
  const copy = structuredClone(figure);
  for (const trace of copy.data) ROLES[trace.meta](trace, tones);
  const font = { family: getComputedStyle(document.body).fontFamily, size: 14, color: tones.soft };
  const { layout } = copy;
  Object.assign(layout, { font, paper_bgcolor: "transparent", plot_bgcolor: "transparent", autosize: true });
  layout.hoverlabel = { bgcolor: tones.paper, bordercolor: tones.edge, font: { ...font, color: tones.ink } };
  for (const name of ["xaxis", "yaxis", "yaxis2"]) {
    if (layout[name]) Object.assign(layout[name], { gridcolor: tones.line, color: tones.soft });
  }
  if (layout.xaxis) layout.xaxis.showgrid = false;
  return copy;
}

function drawAll() {
  const tones = palette();
  for (const source of document.querySelectorAll("script[data-plot]")) {
    const { data, layout } = drawn(JSON.parse(source.textContent), tones);
    Plotly.react(source.dataset.plot, data, layout, OPTIONS);
  }
}

document.fonts.ready.then(drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
