// What every page adds where scripts run. Each form works without it.

// A form is sent once: a second tap while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-boost") || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post") form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A new account begins in the zone of the device.
const zone = document.querySelector('form[action$="/account/register"] select[name="zone"]');
if (zone && zone.value === "UTC") {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

// The first problem of a form that came back is where the eyes and the cursor go.
document.querySelector('[aria-invalid="true"]:is(input, select, textarea)')?.focus();
