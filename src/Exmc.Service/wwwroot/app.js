// The live page: fleet grid, sensor view, alarm list. No framework.
"use strict";
const shapes = { Normal: "●", Alarm: "▲", FlatLine: "▬", Stuck: "■", Dropout: "○", Degraded: "◆", Learning: "◌" };
const view = document.getElementById("view");
const summary = document.getElementById("summary");
let fleet = [];
let plot = null;

const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};
const age = at => { const s = Math.max(0, Math.round((Date.now() - Date.parse(at)) / 1000)); return s < 120 ? `${s} s` : `${Math.round(s / 60)} min`; };
const place = () => decodeURIComponent(location.hash.slice(1));

function tile(sensor) {
  const link = element("a", "", { href: "#sensor/" + encodeURIComponent(sensor.sensor), class: `tile ${sensor.state}${sensor.isStale ? " stale" : ""}`, title: sensor.failure || sensor.state });
  link.append(element("b", `${shapes[sensor.state]} ${sensor.sensor}`));
  const values = sensor.spark, low = Math.min(...values), span = Math.max(...values) - low || 1;
  const points = values.map((v, i) => `${i},${(26 - 24 * (v - low) / span).toFixed(1)}`).join(" ");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 59 28"); svg.setAttribute("preserveAspectRatio", "none");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", points); svg.append(line);
  link.append(svg, element("small", `${sensor.state}${sensor.fit ? `, fit ${age(sensor.fit.at)} old` : ""}`));
  return link;
}

function grid() {
  const focused = document.activeElement?.getAttribute("href");
  const box = element("div", "", { class: "grid" });
  box.append(...fleet.map(tile));
  view.replaceChildren(box);
  if (focused) [...box.children].find(child => child.getAttribute("href") === focused)?.focus();
}

async function sensor(name) {
  const points = await (await fetch(`api/sensors/${encodeURIComponent(name)}/readings`)).json();
  if (place() !== "sensor/" + name) return;
  const now = fleet.find(one => one.sensor === name);
  const fit = now?.fit;
  const text = now ? `${shapes[now.state]} ${now.state}` + (fit ? `, fit ${fit.number} (${fit.rung}${fit.why ? `: ${fit.why}` : ""}), ${age(fit.at)} old, ${fit.minEss} effective draws, ${fit.divergences} divergences, ${fit.milliseconds} ms` : "") : "";
  const why = now?.alarm ? `Alarm since ${now.alarm.opened}: read ${now.alarm.peak.value.toFixed(3)}, expected ${now.alarm.peak.lower.toFixed(3)} to ${now.alarm.peak.upper.toFixed(3)}, tail ${now.alarm.peak.calibrated.toExponential(1)}, q ${now.alarm.peak.qValue.toExponential(1)}` : "";
  const data = [points.map(p => Date.parse(p.time) / 1000), points.map(p => p.upper), points.map(p => p.lower), points.map(p => p.value), points.map(p => p.isSurprising ? p.value : null)];
  const ink = getComputedStyle(document.body).color;
  const title = element("h2", name), status = element("p", text), reason = element("p", why, { class: "Alarm" }), chart = element("div", "");
  plot?.destroy();
  view.replaceChildren(title, status, reason, chart);
  const axis = { stroke: ink, grid: { stroke: "#8884" } };
  plot = new uPlot({
    width: Math.max(320, view.clientWidth - 40), height: 360, axes: [axis, axis],
    bands: [{ series: [1, 2], fill: "#4a90d944" }],
    series: [{}, { label: "95 %", stroke: "#4a90d9" }, { label: "5 %", stroke: "#4a90d9" }, { label: "reading", stroke: ink }, { label: "surprising", stroke: "#c2261d", points: { show: true, size: 9 }, paths: () => null }],
  }, data, chart);
}

async function alarms() {
  const list = await (await fetch("api/alarms")).json();
  if (place() !== "alarms") return;
  const table = element("table", "");
  const head = element("tr", "");
  head.append(...["sensor", "opened", "readings", "peak tail", "state", ""].map(text => element("th", text)));
  table.append(head, ...list.map(alarm => {
    const row = element("tr", "", { class: alarm.closed ? "" : "Alarm" });
    const name = element("td", "");
    name.append(element("a", alarm.sensor, { href: "#sensor/" + encodeURIComponent(alarm.sensor) }));
    const action = element("td", "");
    if (!alarm.acknowledged) {
      const button = element("button", "acknowledge");
      button.onclick = async () => {
        const query = `?sensor=${encodeURIComponent(alarm.sensor)}&opened=${encodeURIComponent(alarm.opened)}`;
        let answer = await fetch("api/alarms/acknowledge" + query, { method: "POST" });
        if (answer.status === 401) answer = await fetch("api/alarms/acknowledge" + query, { method: "POST", headers: { "X-Api-Key": prompt("Key of the service") ?? "" } });
        alarms();
      };
      action.append(button);
    }
    row.append(name, ...[new Date(alarm.opened).toLocaleString(), alarm.readings, alarm.peak.calibrated.toExponential(1), (alarm.closed ? `closed (${alarm.ending})` : "▲ open") + (alarm.acknowledged ? ", acknowledged" : "") + (alarm.isConfirmed ? "" : ", unconfirmed")].map(text => element("td", String(text))), action);
    return row;
  }));
  view.replaceChildren(table);
}

function show() {
  const at = place();
  if (at.startsWith("sensor/")) sensor(at.slice(7)); else if (at === "alarms") alarms(); else grid();
}

function take(statuses) {
  fleet = statuses;
  const counts = {};
  for (const one of fleet) counts[one.state] = (counts[one.state] ?? 0) + 1;
  summary.textContent = `${fleet.length} sensors: ` + Object.entries(counts).map(([state, n]) => `${shapes[state]} ${n} ${state}`).join(", ");
  document.body.classList.remove("stale");
  if (place() !== "alarms") show();
}

fetch("api/sensors").then(answer => answer.json()).then(take).then(() => place() === "alarms" && alarms());
const events = new EventSource("api/events");
events.addEventListener("fleet", event => take(JSON.parse(event.data)));
events.onerror = () => { summary.textContent = "connection lost, trying again"; document.body.classList.add("stale"); };
addEventListener("hashchange", show);
addEventListener("keydown", event => {
  if (event.key === "Escape") location.hash = "";
  if (event.key === "a") location.hash = "alarms";
  const tiles = [...document.querySelectorAll(".tile")], at = tiles.indexOf(document.activeElement);
  if (event.key === "ArrowRight" && tiles.length) { tiles[(at + 1) % tiles.length].focus(); event.preventDefault(); }
  if (event.key === "ArrowLeft" && tiles.length) { tiles[(at - 1 + tiles.length) % tiles.length].focus(); event.preventDefault(); }
});
