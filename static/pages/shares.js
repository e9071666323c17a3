// Copies a new link, where the browser lets pages do so.

const button = document.querySelector("[data-copy]");
const link = document.querySelector("#link");

async function copy() {
  await navigator.clipboard.writeText(link.value);
  button.textContent = button.dataset.copied;
}

link?.addEventListener("focus", () => link.select());
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
