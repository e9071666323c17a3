// What every page adds where scripts run. Each form works without it.

// A form is sent once: a second tap while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-boost") || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post") {
    form.dataset.sent = "yes";
    const working = form.querySelector("[data-says]");
    if (working) working.textContent = working.dataset.says;
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const working of document.querySelectorAll("[data-says]")) working.textContent = "";
});

// A new account begins in the zone of the device.
const zone = document.querySelector('form[action$="/account/register"] select[name="zone"]');
if (zone && zone.value === "UTC") {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

// What the device keeps of a session until it is saved: let go once it is, or by signing out.
function keptSessions() {
  return Object.keys(localStorage).filter((name) => name.startsWith("session-"));
}
for (const { dataset } of document.querySelectorAll("[data-saved]")) {
  for (const name of keptSessions()) {
    if (localStorage[name].includes(dataset.saved)) localStorage.removeItem(name);
  }
}
document.addEventListener("submit", (event) => {
  if (!event.target.matches('[action$="/account/sign-out"]') || !keptSessions().length) return;
  if (window.confirm("A session on this device is not saved yet. Sign out and throw it away?")) {
    for (const name of keptSessions()) localStorage.removeItem(name);
  } else {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// The first problem of a form that came back is where the eyes and the cursor go.
document.querySelector('[aria-invalid="true"]:is(input, select, textarea)')?.focus();

// How long a spasm has lasted, and how long cold is still to stay on. Counted from moments, so that
// a phone that slept shows the right time when it wakes.
function length(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
function tick() {
  for (const it of document.querySelectorAll("[data-since]")) {
    const passed = length(Math.max(0, Math.floor((Date.now() - Date.parse(it.dataset.since)) / 60000)));
    if (it.textContent !== passed) it.textContent = passed;
  }
  for (const it of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(it.dataset.until) - Date.now()) / 1000);
    it.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left` : "Take it off now";
  }
}
if (document.querySelector("#today")) setInterval(tick, 1000);
