// The view of one sensor: readings and forecasts, alarms, parameters over the refits, diagnostics of the fit.
import { age, element, meanings, number, put, setClock, shapes, stateName, time, utc } from "./dom.js";
import { ask } from "./ask.js";
import { fleet } from "./feed.js";
import { alarmButtons, alarmState } from "./alarms.js";
import { columns, driftChart, readingsChart } from "./charts.js";

const kept = 300;
let name = "", points = [], fits = [], list = [], next = null, plot = null, drifts = [], parts = null, isBusy = false, isAgain = false, shownFit = 0;

const about = (part = "", more = "") => ask(`api/sensor${part}?sensor=${encodeURIComponent(name)}${more}`);

function evidence(alarm) {
  const peak = alarm.peak;
  const more = peak.horizon > 1 ? `, the last ${peak.horizon} readings together` : "";
  return `Read ${number(peak.value)} at ${time(peak.time)}, expected ${number(peak.lower)} to ${number(peak.upper)}${more}: calibrated tail ${number(peak.calibrated, 2)} (model ${number(peak.tail, 2)}), `
    + `false discovery rate ${number(peak.qValue, 2)}, fit ${peak.fit} (${String(peak.rung).toLowerCase()}), window ${time(peak.windowFrom)} to ${time(peak.windowTo)}.`;
}

// Each diagnostic beside the value that it should keep to, marked by a sign and not by colour alone.
function diagnostics(fit) {
  const rows = [
    ["R-hat", fit.rHat, value => value <= 1.05, "at most 1.05, one chain split in halves"], ["ESS", fit.minEss, value => value >= 10, "smallest of all parameters; a cold fit is made below 10"],
    ["divergences", fit.divergences, value => value === 0, "0"], ["k-hat", fit.paretoK, value => value <= 0.7, "at most 0.7 where draws were reweighted"],
  ];
  const items = rows.map(([label, value, isGood, rule]) => {
    const has = value !== null && value !== undefined;
    return [element("dt", label), element("dd", has ? `${isGood(value) ? "✓" : "!"} ${number(value)}` : "–", { title: rule, class: !has || isGood(value) ? "" : "warn" })];
  });
  return [["fit", String(fit.number)], ["rung", fit.rung], ["age", age(fit.at)], ["time", `${number(fit.milliseconds, 3)} ms`], ...(fit.model ? [["model", fit.model]] : [])]
    .map(([label, text]) => [element("dt", label), element("dd", text)]).concat(items).flat();
}

function status() {
  const one = fleet.get(name);
  if (!one || !parts) return;
  put(parts.state, `${shapes[one.state]} ${stateName(one.state)}${one.isStale ? ", stale" : ""}`);
  parts.state.className = `state ${one.state}`;
  put(parts.meaning, one.failure || meanings[one.state]);
  put(parts.value, one.value === null ? "" : `${number(one.value)} at ${time(one.time)}`);
  parts.value.title = one.time ? utc(one.time) : "";
  parts.page.classList.toggle("stale", one.isStale || one.state === "Dropout");
  put(parts.next, next ? `next: ${number(next.median)} (90 %: ${number(next.lower)} to ${number(next.upper)})` : "");
  if (one.fit) { parts.facts.replaceChildren(...diagnostics(one.fit)); put(parts.why, one.fit.why || (one.fit.rung === "cold" ? "There was no fit to go on from." : "The first rung that was tried passed.")); }
}

function alarmList() {
  const open = fleet.get(name)?.alarm ?? null;
  parts.open.replaceChildren(...(open ? [element("p", "", { class: "alarm-box" }, element("strong", `${alarmState(open)} since ${time(open.opened)} `), element("span", evidence(open)), element("span", "", { class: "actions" }, ...alarmButtons(open)))] : []));
  parts.past.replaceChildren(...list.map(alarm => element("li", "", {}, element("b", time(alarm.opened)), ` ${alarmState(alarm)} `, element("span", evidence(alarm), { class: "grey" }), element("span", "", { class: "actions" }, ...(alarm.closed ? alarmButtons(alarm) : [])))));
  put(parts.none, list.length === 0 ? "none" : "");
}

function charts(isNew) {
  const data = columns(points, next);
  if (isNew || !plot) { plot?.destroy(); parts.chart.replaceChildren(); plot = readingsChart(parts.chart, data, () => list, () => next); } else plot.setData(data);
}

function drift() {
  for (const one of drifts) one.destroy();
  const names = fits.at(-1)?.detail?.parameters.map(one => one.name) ?? [];
  parts.drift.replaceChildren(...names.map(() => element("div")));
  drifts = names.map((parameter, k) => {
    const now = fits.at(-1).detail.parameters[k], box = parts.drift.children[k];
    box.append(element("h4", parameter), element("small", `${number(now.mean, 3)} (${number(now.lower, 3)} to ${number(now.upper, 3)})`));
    return driftChart(box, fits, parameter);
  });
  put(parts.nodrift, names.length === 0 ? "The first fit has not been kept yet." : "Posterior mean and 90 % interval by number of the fit, on the model's scale; a dot marks a cold fit.");
}

// One round of questions at a time; what came meanwhile is asked for afterwards.
async function refresh(isWhole) {
  if (isBusy) { isAgain = true; return; }
  isBusy = true;
  const asked = name, after = points.length > 0 && !isWhole ? `&after=${encodeURIComponent(points.at(-1).time)}` : "";
  let view, more;
  try { [view, more] = await Promise.all([about(), about("/readings", after)]); } finally { isBusy = false; }
  if (asked !== name || !parts) { if (parts) refresh(true); return; }
  if (view) { setClock(view.now); next = view.next; }
  points = (after ? points.concat(more ?? []) : more ?? []).slice(-kept);
  if (!view && !fleet.has(name)) put(parts.meaning, "There is no such sensor, or it has not sent a reading yet.");
  charts(isWhole);
  status();
  if (view?.tile.fit && view.tile.fit.number !== shownFit) await loadFits(view.tile.fit.number);
  if (isAgain) { isAgain = false; refresh(false); }
}

async function loadFits(number) {
  const asked = name, answer = await about("/fits");
  if (answer && asked === name && parts) { fits = answer; shownFit = fits.at(-1)?.number === number ? number : 0; drift(); }
}

async function loadAlarms() {
  const asked = name, answer = await ask("api/alarms?sensor=" + encodeURIComponent(name));
  if (answer && asked === name && parts) { list = answer; alarmList(); plot?.redraw(false); }
}

export const sensor = {
  async open(view, which) {
    [name, points, fits, list, next, shownFit] = [which, [], [], [], null, 0];
    const make = (tag, kind) => element(tag, "", { class: kind });
    parts = { state: make("span", "state"), meaning: make("span", "grey"), value: make("span", "big"), next: make("span", "grey"), open: make("section", ""), chart: make("div", "chart"), facts: make("dl", "facts"), why: make("p", "why"), past: make("ul", "past"), none: make("p", "grey"), drift: make("div", "drift"), nodrift: make("p", "grey") };
    parts.page = element("article", "", { class: "sensor", "aria-label": `Sensor ${which}` },
      element("h2", which), element("p", "", { class: "line" }, parts.state, parts.meaning, parts.value, parts.next), parts.open, parts.chart,
      element("div", "", { class: "columns" },
        element("section", "", { "aria-label": "Diagnostics" }, element("h3", "Last fit"), parts.facts, element("h3", "Why this rung"), parts.why),
        element("section", "", { "aria-label": "Alarms of this sensor" }, element("h3", "Alarms"), parts.past, parts.none)),
      element("section", "", { "aria-label": "Parameters" }, element("h3", "Parameters over the refits"), parts.nodrift, parts.drift));
    view.replaceChildren(parts.page);
    view.focus();
    await Promise.all([refresh(true), loadAlarms()]);
  },
  close() { plot?.destroy(); for (const one of drifts) one.destroy(); [plot, drifts, parts, name] = [null, [], null, ""]; },
  take({ kind, names }) {
    if (!parts) return;
    if (kind === "alarms") loadAlarms();
    if (kind === "fleet" || names.includes(name)) { status(); alarmList(); refresh(kind === "fleet"); }
  },
  // A fit is kept some seconds after it is made.
  tick() {
    status();
    const fit = fleet.get(name)?.fit;
    if (fit && fit.number !== shownFit) loadFits(fit.number);
  },
  redraw() { if (parts) { charts(true); drift(); } },
  key: () => false,
  get alarm() { return fleet.get(name)?.alarm ?? list.find(one => !one.acknowledged) ?? null; },
};
