// The list of alarms: the open ones first, newest first.
import { age, element, number, time, utc } from "./dom.js";
import { acknowledge, shelve } from "./actions.js";
import { ask } from "./ask.js";

const reason = peak => `read ${number(peak.value)}, expected ${number(peak.lower)} to ${number(peak.upper)}`;
export const isShelved = alarm => !alarm.closed && alarm.shelvedUntil && Date.parse(alarm.shelvedUntil) > Date.now();
export function alarmState(alarm) {
  const main = alarm.closed ? `✓ closed (${alarm.ending})` : isShelved(alarm) ? "⏸ shelved" : "▲ open";
  return main + (alarm.acknowledged ? ", acknowledged" : "") + (alarm.isConfirmed ? "" : ", unconfirmed");
}

export function alarmButtons(alarm) {
  const made = [];
  if (!alarm.acknowledged) {
    const button = element("button", "acknowledge", { type: "button", "data-action": "acknowledge" });
    button.onclick = () => acknowledge(alarm);
    made.push(button);
  }
  if (!alarm.closed && !isShelved(alarm)) {
    const button = element("button", "shelve 1 h", { type: "button", "data-action": "shelve" });
    button.onclick = () => shelve(alarm, 60);
    made.push(button);
  }
  return made;
}

let body = null;
let list = [];

function row(alarm) {
  const kind = alarm.closed ? "closed" : isShelved(alarm) || alarm.acknowledged ? "taken" : "Alarm";
  const made = element("tr", "", { class: kind, tabindex: "-1", "data-key": `${alarm.sensor} ${alarm.opened}` });
  const name = element("td", "", {}, element("a", alarm.sensor, { href: "#/sensor/" + encodeURIComponent(alarm.sensor) }));
  made.append(element("td", alarmState(alarm)), name, element("td", time(alarm.opened), { title: utc(alarm.opened) }), element("td", `${age(alarm.opened)} ago`),
    element("td", String(alarm.readings), { class: "figure" }), element("td", reason(alarm.peak)), element("td", number(alarm.peak.calibrated, 2), { class: "figure" }), element("td", "", { class: "actions" }, ...alarmButtons(alarm)));
  made.alarm = alarm;
  return made;
}

export const alarms = {
  async open(view) {
    const head = element("tr", "", {}, ...["state", "sensor", "opened", "", "readings", "strongest evidence", "tail", ""].map(text => element("th", text)));
    body = element("tbody");
    view.replaceChildren(element("h2", "Alarms"), element("table", "", { "aria-label": "Alarms" }, element("thead", "", {}, head), body), element("p", "", { class: "empty", id: "no-alarms" }));
    await this.load(true);
  },
  async load(isFirst = false) {
    const answer = await ask("api/alarms");
    if (!answer || !body?.isConnected) return;
    list = answer;
    list.sort((a, b) => Number(!!a.closed) - Number(!!b.closed) || Date.parse(b.opened) - Date.parse(a.opened));
    const key = document.activeElement?.closest?.("tr")?.dataset.key;
    body.replaceChildren(...list.map(row));
    document.getElementById("no-alarms").textContent = list.length === 0 ? "There has been no alarm." : "";
    const rows = [...body.children], at = rows.find(one => one.dataset.key === key) ?? (isFirst || key ? rows[0] : null);
    at?.focus();
  },
  take({ kind }) { if (kind === "alarms" || kind === "back") this.load(); },
  tick() {},
  key(key) {
    const rows = [...body.children], at = rows.indexOf(document.activeElement?.closest?.("tr"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[key];
    if (to !== undefined && rows.length > 0) { rows[Math.min(rows.length - 1, Math.max(0, to))].focus(); return true; }
    if (key === "Enter" && at >= 0 && document.activeElement === rows[at]) { rows[at].querySelector("a").click(); return true; }
    return false;
  },
  get alarm() { return document.activeElement?.closest?.("tr")?.alarm ?? null; },
};
