// A link that lets somebody in carries its secret behind the # of the address, which is never sent:
// it is put into the form here, and taken out of the address bar.

const field = document.querySelector("#code");
const secret = location.hash.slice(1);

if (field && secret) {
  field.value = secret;
  history.replaceState(null, "", location.pathname + location.search);
}
