// Somebody is where the clocks show another time than those of their account: then the journal says
// of which place each time is. A cookie of this device tells it, for as long as that is so.

import { el } from "../dom.js";
import { person } from "../offline/person.js";
import { ROOT } from "../root.js";
import { say } from "../words.js";

const COOKIE = "device_zone";

// The zone of this device where its clocks show another time than the person's own by now; else empty.
export function zoneElsewhere() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || !person.zone) return "";
  const [time, ownTime] = [timeZone, person.zone].map((zone) => (
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format()
  ));
  return time === ownTime ? "" : timeZone;
}

// Tell the journal of which zone this device is; answers whether it was told another one before.
export function tellZone() {
  const zone = zoneElsewhere();
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  if (!person.zone || zone === (Object.fromEntries(cookies)[COOKIE] ?? "")) return false;
  const attributes = `Path=${ROOT}; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  document.cookie = `${COOKIE}=${zone}; ${attributes}${zone ? "" : "; Max-Age=0"}`;
  return true;
}

// On a Today that is kept: the line that says in which zone its times are, and this device is.
export function showElsewhere(main) {
  const [zone, line] = [person.zone, main.querySelector("#elsewhere")];
  const device = zoneElsewhere();
  const text = device && say("elsewhere", { zone, device });
  line?.remove();
  if (text) main.querySelector("#today").append(el("p", { className: "soft calm", id: "elsewhere", textContent: text }));
}
