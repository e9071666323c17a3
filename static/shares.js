// Copies a new link, where the browser lets pages do so.

const button = document.querySelector("[data-copy]");
const link = document.querySelector("#link");

link?.addEventListener("focus", () => link.select());
if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    button.textContent = "Copied";
  });
}
