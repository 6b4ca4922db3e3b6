// The fleet as the service tells it: one stream of events, which comes back by itself and goes on where it ended.
import { setClock } from "./dom.js";

const sparkLength = 60;
const silence = 25000;
export const fleet = new Map();
const listeners = new Set();
let alarmVersion = -1;
let source = null;
let last = 0;

/** Calls with { kind: "fleet" | "change" | "alarms" | "lost" | "back", names }. */
export const listen = listener => listeners.add(listener);
const tell = (kind, names = []) => { for (const listener of listeners) listener({ kind, names }); };

function take(kind, event) {
  last = Date.now();
  const change = JSON.parse(event.data);
  setClock(change.now);
  const isNew = kind === "fleet";
  let isOrderOld = false;
  if (isNew) {
    const names = new Set(change.sensors.map(one => one.sensor));
    for (const name of fleet.keys()) if (!names.has(name)) fleet.delete(name);
  }
  for (const one of change.sensors) {
    const before = fleet.get(one.sensor);
    if (!isNew && before) one.spark = before.spark.concat(one.spark).slice(-sparkLength);
    isOrderOld ||= !before;
    fleet.set(one.sensor, one);
  }
  tell(isOrderOld ? "fleet" : kind, change.sensors.map(one => one.sensor));
  if (change.alarms !== alarmVersion) { alarmVersion = change.alarms; tell("alarms"); }
}

export function connect() {
  source?.close();
  last = Date.now();
  source = new EventSource("api/events");
  source.onopen = () => { last = Date.now(); tell("back"); };
  source.addEventListener("fleet", event => take("fleet", event));
  source.addEventListener("change", event => take("change", event));
  source.addEventListener("beat", () => { last = Date.now(); });
  source.onerror = () => {
    tell("lost");
    // The browser tries again by itself, unless the answer was a refusal.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  };
}

// A connection that died without a word: no event, not even a beat.
setInterval(() => {
  if (source && Date.now() - last > silence) { tell("lost"); connect(); }
}, 5000);
