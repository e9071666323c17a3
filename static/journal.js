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

// A tap is answered in place. Whatever is not the page itself (signed out, a conflict, a fault)
// is shown as a page of its own: the form is sent again in the plain way, under the same key, so
// that it is still saved only once.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.text?.includes('id="today"')) return;
  event.preventDefault();
  ctx.sourceElement.removeAttribute("hx-boost");
  const form = ctx.sourceElement.closest("form");
  for (const [name, value] of ctx.request.body instanceof FormData || ctx.request.body instanceof URLSearchParams ? ctx.request.body : []) {
    if (!form.elements.namedItem(name) || form.elements.namedItem(name).type === "submit") {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = name;
      hidden.value = value;
      form.append(hidden);
    }
  }
  form.submit();
});
