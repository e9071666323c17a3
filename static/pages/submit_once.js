// A form is sent once: a second tap while it is on its way does nothing.

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const progress = form.querySelector("[data-says]");
  if (progress) progress.textContent = progress.dataset.says;
}

function allowAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const progress of document.querySelectorAll("[data-says]")) progress.textContent = "";
}

export function submitOnce() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", allowAgain);
}
