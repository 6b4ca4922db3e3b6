// Elements, numbers and times as text.
export const shapes = { Normal: "●", Alarm: "▲", FlatLine: "▬", Stuck: "■", Dropout: "○", Degraded: "◆", Learning: "◌" };
export const meanings = {
  Normal: "calm", Alarm: "an alarm is open", FlatLine: "the last readings are all equal", Stuck: "the last readings hardly vary",
  Dropout: "readings have stopped coming", Degraded: "the last refit failed; the last good fit is used", Learning: "too few readings for a first fit",
};
export const words = { FlatLine: "flat line" };
export const stateName = state => words[state] ?? state.toLowerCase();

export function element(tag, text = "", attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== "") made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Texts and attributes are set only when they differ: setting an equal one still costs a layout.
export const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };
export const set = (node, name, text) => { if (node.getAttribute(name) !== text) node.setAttribute(name, text); };

const clock = { ahead: 0 };
export const setClock = now => { clock.ahead = Date.parse(now) - Date.now(); };
export function age(at) {
  const s = Math.max(0, Math.round((Date.now() + clock.ahead - Date.parse(at)) / 1000));
  return s < 120 ? `${s} s` : s < 7200 ? `${Math.round(s / 60)} min` : s < 172800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86400)} d`;
}

export function number(value, digits = 4) {
  const n = Number(value);
  if (value === null || value === undefined || Number.isNaN(n)) return "–";
  if (!Number.isFinite(n)) return n > 0 ? "∞" : "−∞";
  return (n !== 0 && (Math.abs(n) < 1e-3 || Math.abs(n) >= 1e7) ? n.toExponential(1) : String(+n.toPrecision(digits))).replace("-", "−");
}

export const time = at => new Date(at).toLocaleString(undefined, { dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });
export const utc = at => new Date(at).toISOString().replace("T", " ").replace(/\.\d+Z/, " UTC");
