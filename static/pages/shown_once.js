// Copies what is shown once, where the browser lets pages do so.

const button = document.querySelector("[data-copy]");
const secrets = document.querySelectorAll("code.secret");

async function copy() {
  await navigator.clipboard.writeText(Array.from(secrets, (secret) => secret.textContent).join("\n"));
  button.textContent = button.dataset.copied;
}

if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
