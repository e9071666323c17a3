// A browser cannot go back to a page that answered a form: it would have to send the form again. As
// such a page is left its place in the history becomes that of the form anew, unless a link leads
// away from something typed that has a problem.

function makeAddressable(event) {
  const isClick = event.type === "click";
  if (isClick && (!event.target.closest("a[href]") || document.querySelector('[aria-invalid="true"]'))) return;
  history.replaceState(history.state, "", document.body.dataset.place);
}

for (const type of ["submit", "click"]) document.addEventListener(type, makeAddressable);
