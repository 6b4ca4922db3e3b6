// What a person does to an alarm.
import { element } from "./dom.js";

const keyName = "exmc-key";

function askKey() {
  const dialog = document.getElementById("key-dialog"), field = document.getElementById("key");
  field.value = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? field.value : null), { once: true }));
}

async function post(path) {
  for (;;) {
    const key = sessionStorage.getItem(keyName);
    const answer = await fetch(path, { method: "POST", headers: key ? { "X-Api-Key": key } : {} });
    if (answer.status !== 401) return answer;
    const given = await askKey();
    if (given === null) return answer;
    sessionStorage.setItem(keyName, given);
  }
}

const query = alarm => `?sensor=${encodeURIComponent(alarm.sensor)}&opened=${encodeURIComponent(alarm.opened)}`;

export function say(text) {
  const note = element("div", text, { class: "note", role: "alert" });
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}

async function act(path, alarm, done) {
  try {
    const answer = await post(path);
    say(answer.ok ? `${alarm.sensor}: ${done}` : `${alarm.sensor}: ${(await answer.json().catch(() => ({}))).detail ?? `refused (${answer.status})`}`);
    return answer.ok;
  } catch {
    say(`${alarm.sensor}: the service cannot be reached`);
    return false;
  }
}

export const acknowledge = alarm => act("api/alarms/acknowledge" + query(alarm), alarm, "acknowledged");
export const shelve = (alarm, minutes = 60) => act(`api/alarms/shelve${query(alarm)}&minutes=${minutes}`, alarm, `shelved for ${minutes} min`);
