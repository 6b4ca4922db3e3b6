// The grid: one card per sensor, made once; only cards that changed and can be seen are drawn again.
import { age, element, meanings, number, put, set, shapes, stateName } from "./dom.js";
import { fleet } from "./feed.js";
import { isShelved } from "./alarms.js";

const cards = new Map();
const dirty = new Set();
const seen = new Set();
let box = null;
let words = [];
let frame = 0;
let current = "";
const timing = window.exmcTiming = { batches: [], firstRender: 0 };

const watcher = new IntersectionObserver(entries => {
  for (const entry of entries) {
    const name = entry.target.dataset.sensor;
    if (entry.isIntersecting) { seen.add(name); draw(name); } else seen.delete(name);
  }
}, { rootMargin: "200px" });

function make(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  svg.setAttribute("viewBox", "0 0 59 28");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  const shape = element("span", "", { class: "shape", "aria-hidden": "true" }), value = element("span", "", { class: "value" });
  const state = element("span"), fit = element("span", "", { class: "fit" });
  const link = element("a", "", { href: "#/sensor/" + encodeURIComponent(name), class: "tile", tabindex: "-1", "data-sensor": name },
    element("span", "", { class: "top" }, shape, element("b", name), value), svg, element("span", "", { class: "bottom" }, state, fit));
  link.addEventListener("focus", () => choose(name));
  const card = { link, line, shape, value, state, fit };
  cards.set(name, card);
  return card;
}

function choose(name) {
  cards.get(current)?.link.setAttribute("tabindex", "-1");
  current = name;
  cards.get(name)?.link.setAttribute("tabindex", "0");
}

function path(values) {
  if (values.length < 2) return "";
  let low = Infinity, high = -Infinity;
  for (const v of values) { if (v < low) low = v; if (v > high) high = v; }
  const span = high - low || 1, step = 59 / (values.length - 1);
  return values.map((v, i) => `${(i * step).toFixed(1)},${(26 - 24 * (v - low) / span).toFixed(1)}`).join(" ");
}

function draw(name) {
  const card = cards.get(name), one = fleet.get(name);
  dirty.delete(name);
  if (!card || !one) return;
  const isStale = one.isStale || one.state === "Dropout";
  const alarm = one.alarm ? (one.alarm.acknowledged ? ", acknowledged" : one.alarm.isConfirmed ? "" : ", unconfirmed") : "";
  const shelved = one.alarm !== null && isShelved(one.alarm);
  const kind = `tile ${one.state}${isStale ? " stale" : ""}${one.alarm?.acknowledged || shelved ? " taken" : ""}`;
  if (card.link.className !== kind) card.link.className = kind;
  put(card.shape, shapes[one.state]);
  put(card.value, number(one.value, 3));
  put(card.state, stateName(one.state) + (shelved ? ", shelved" : alarm) + (one.isStale ? ", stale" : ""));
  put(card.fit, one.fit ? `${one.fit.rung} ${age(one.fit.at)}` : "no fit yet");
  set(card.line, "points", path(one.spark));
  set(card.link, "aria-label", `${name}, ${card.state.textContent}, ${one.fit ? `fit ${one.fit.rung}, ${age(one.fit.at)} old` : "no fit yet"}`);
  set(card.link, "title", one.failure || `${meanings[one.state]}${one.fit ? `; fit ${one.fit.number}, ${one.fit.rung}, ${age(one.fit.at)} old` : ""}`);
}

const fits = one => words.every(word => one.sensor.toLowerCase().includes(word) || stateName(one.state).includes(word) || one.state.toLowerCase() === word || (one.isStale && word === "stale"));

function arrange() {
  const names = [...fleet.keys()].sort();
  for (const [name, card] of cards) if (!fleet.has(name)) { watcher.unobserve(card.link); card.link.remove(); cards.delete(name); }
  let at = box.firstElementChild;
  for (const name of names) {
    const old = cards.get(name), card = old ?? make(name);
    if (card.link !== at) box.insertBefore(card.link, at); else at = at.nextElementSibling;
    if (!old) { draw(name); watcher.observe(card.link); }
  }
  sift();
}

// Cards keep their places while the fleet is live: a card only leaves when the filter no longer fits it.
function sift() {
  let shown = 0;
  for (const [name, card] of cards) {
    const isHidden = !fits(fleet.get(name));
    if (card.link.hidden !== isHidden) card.link.hidden = isHidden;
    shown += isHidden ? 0 : 1;
  }
  if (!cards.get(current) || cards.get(current).link.hidden) { const first = visible()[0]; if (first) choose(first.dataset.sensor); }
  empty.hidden = shown > 0;
  put(empty, fleet.size === 0 ? "No sensor has sent a reading yet." : "No sensor fits the filter.");
}
const empty = element("p", "", { class: "empty" });

function flush() {
  frame = 0;
  const start = performance.now();
  let drawn = 0;
  for (const name of [...dirty]) if (seen.has(name)) { draw(name); drawn++; }
  if (words.length > 0) sift();
  timing.batches.push({ drawn, milliseconds: performance.now() - start });
  if (timing.batches.length > 200) timing.batches.shift();
}

const visible = () => [...box.children].filter(card => !card.hidden);

export const grid = {
  open(view, filter) {
    box ??= element("div", "", { class: "grid", role: "group", "aria-label": "Sensors" });
    view.replaceChildren(box, empty);
    this.filter(filter);
    this.take({ kind: "fleet", names: [] });
    if (cards.get(current)) cards.get(current).link.focus({ preventScroll: false });
  },
  filter(text) {
    words = text.toLowerCase().split(/\s+/).filter(word => word.length > 0);
    if (box) sift();
  },
  take({ kind, names }) {
    if (kind === "fleet") {
      arrange();
      for (const name of cards.keys()) dirty.add(name);
      if (!timing.firstRender && fleet.size > 0) requestAnimationFrame(() => { timing.firstRender = performance.now(); });
    }
    for (const name of names) dirty.add(name);
    frame ||= requestAnimationFrame(flush);
  },
  // Ages grow without any event.
  tick() { for (const name of seen) dirty.add(name); frame ||= requestAnimationFrame(flush); },
  key(key) {
    const list = visible();
    if (list.length === 0) return false;
    const columns = list.filter(card => card.offsetTop === list[0].offsetTop).length;
    const at = list.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: list.length - 1 }[key];
    if (to === undefined) return false;
    if (at < 0) (cards.get(current)?.link ?? list[0]).focus(); else list[Math.min(list.length - 1, Math.max(0, to))].focus();
    return true;
  },
  get alarm() { return fleet.get(document.activeElement?.dataset?.sensor ?? "")?.alarm ?? null; },
};
