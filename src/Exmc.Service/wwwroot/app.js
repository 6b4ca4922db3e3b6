// The page: which view is shown, the header, the keys. Views are in the address: #/?q=FILTER, #/sensor/NAME, #/alarms.
import { element, meanings, put, shapes, stateName } from "./dom.js";
import { connect, fleet, listen } from "./feed.js";
import { acknowledge, say, shelve } from "./actions.js";
import { alarms, isShelved } from "./alarms.js";
import { grid } from "./grid.js";
import { sensor } from "./sensor.js";

const $ = id => document.getElementById(id);
const view = $("view"), filter = $("filter"), theme = $("theme");
let now = grid;

// What somebody has typed need not be well encoded.
function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }

function place() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  if (path.startsWith("sensor/")) return { page: sensor, name: decoded(path.slice(7)) };
  return path === "alarms" ? { page: alarms } : { page: grid, filter: new URLSearchParams(query ?? "").get("q") ?? "" };
}

const gridAddress = text => "#/" + (text ? "?" + new URLSearchParams({ q: text }) : "");

function show() {
  const at = place();
  if (now === sensor) sensor.close();
  now = at.page;
  if (now === grid) { filter.value = at.filter; $("home").href = gridAddress(at.filter); }
  document.title = at.name ? `${at.name} – Exmc fleet` : now === alarms ? "Alarms – Exmc fleet" : "Exmc fleet";
  if (now === grid) grid.open(view, at.filter); else now.open(view, at.name);
}

function summary() {
  const counts = {};
  for (const one of fleet.values()) counts[one.state] = (counts[one.state] ?? 0) + 1;
  const states = Object.keys(shapes).filter(state => counts[state]);
  const bar = $("summary");
  put(bar.firstElementChild ?? bar.appendChild(element("a", "", { href: "#/" })), `${fleet.size} sensors`);
  while (bar.children.length > states.length + 1) bar.lastElementChild.remove();
  states.forEach((state, k) => {
    const link = bar.children[k + 1] ?? bar.appendChild(element("a"));
    put(link, `${shapes[state]} ${counts[state]} ${stateName(state)}`);
    if (link.className !== state) { link.className = state; link.href = gridAddress(stateName(state)); }
  });
  const open = [...fleet.values()].filter(one => one.alarm && !one.alarm.acknowledged && !isShelved(one.alarm)).length;
  put($("alarm-link"), open > 0 ? `▲ ${open} open` : "alarms");
  $("alarm-link").classList.toggle("Alarm", open > 0);
}

listen(change => {
  const isLost = change.kind === "lost";
  put($("connection"), isLost ? "✕ connection lost, trying again" : "live");
  document.body.classList.toggle("lost", isLost);
  if (change.kind === "fleet" || change.kind === "change") summary();
  if (change.kind !== "lost") now.take(change);
});

function setTheme() { put(theme, `${{ system: "◐", light: "○", dark: "●" }[window.exmcTheme.now]} ${window.exmcTheme.now}`); theme.setAttribute("aria-label", `Theme: ${window.exmcTheme.now}`); }
function nextTheme() {
  const { names, now: old } = window.exmcTheme;
  window.exmcTheme.set(names[(names.indexOf(old) + 1) % names.length]);
  setTheme();
  sensor.redraw();
}

filter.addEventListener("input", () => {
  // Typing makes no history; entering the filter from elsewhere does.
  if (now === grid) history.replaceState(null, "", gridAddress(filter.value)); else location.hash = gridAddress(filter.value);
  $("home").href = gridAddress(filter.value);
  grid.filter(filter.value);
});
filter.addEventListener("keydown", event => {
  if (event.key === "Escape" || event.key === "Enter" || event.key === "ArrowDown") { event.preventDefault(); event.stopPropagation(); filter.blur(); now.key("Home"); }
});

const keys = {
  "/": () => { if (now !== grid) location.hash = "#/"; filter.focus(); filter.select(); },
  "?": () => $("help").showModal(),
  a: () => now.alarm ? (now.alarm.acknowledged ? say(`${now.alarm.sensor}: acknowledged already`) : acknowledge(now.alarm)) : say("No alarm is chosen: move to a sensor or a line with one."),
  s: () => now.alarm && !now.alarm.closed ? shelve(now.alarm) : say("No open alarm is chosen."),
  g: () => { location.hash = $("home").getAttribute("href"); },
  l: () => { location.hash = "#/alarms"; },
  t: nextTheme,
  Escape: () => { if (now !== grid) location.hash = $("home").getAttribute("href"); },
};
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, dialog")) return;
  if (now.key(event.key)) event.preventDefault();
  else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

for (const [state, shape] of Object.entries(shapes)) $("legend").append(element("dt", `${shape} ${stateName(state)}`, { class: state }), element("dd", meanings[state]));
theme.addEventListener("click", nextTheme);
$("help-button").addEventListener("click", () => $("help").showModal());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => sensor.redraw());
let resizing = 0;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => sensor.redraw(), 150); });
addEventListener("hashchange", show);
setInterval(() => now.tick(), 5000);
setTheme();
show();
connect();
