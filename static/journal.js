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

// The first problem of a form that came back is where the eyes and the cursor go.
document.querySelector('[aria-invalid="true"]:is(input, select, textarea)')?.focus();

// A tap is answered in place. Whatever is not the page itself (signed out, a conflict, a fault)
// is shown as a page of its own: the same fields go the plain way, under the same key, so that
// they are still saved only once.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.text?.includes('id="today"')) return;
  event.preventDefault();
  const { form, submitter } = ctx.request;
  const plain = document.createElement("form");
  plain.method = "post";
  plain.action = form.action;
  const fields = new FormData(form);
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    plain.append(field);
  }
  document.body.append(plain);
  plain.submit();
});

// Where no answer comes at all, say so: nothing was acknowledged, so nothing counts as saved.
document.addEventListener("htmx:error", () => {
  const said = document.createElement("p");
  said.textContent = "No answer from the journal, so this is not saved yet. Tap it again.";
  const message = document.createElement("div");
  message.className = "message";
  message.append(said);
  document.querySelector(".messages")?.replaceChildren(message);
});

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
