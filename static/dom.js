// Elements, made in one line each.

const LONG = 80; // letters, from which a message beside what waits is a narrow column

export function el(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function hiddenField(name, value) {
  return el("input", { type: "hidden", name, value });
}

// Hidden fields that every form has, whatever it logs.
export const COMMON_FIELDS = ["csrf_token", "client_key", "next"];

export const parsePage = (html) => new DOMParser().parseFromString(html, "text/html");

// Let an element say a text. Its text node stays, and stays as it is where nothing changes: WebKit
// takes no click on what was replaced while the finger was down.
export function write(element, text) {
  const [node, ...rest] = element.childNodes;
  if (element.textContent === text) return;
  if (node?.nodeType === Node.TEXT_NODE && !rest.length) node.data = text;
  else element.textContent = text;
}

// Show a message of the page's own, in place of the last one. Its place is never replaced, so that
// it is read out. A button may stand beside it. A long one has the width of the screen.
export function showMessage(text, ...buttons) {
  const className = text.length > LONG ? "message long" : "message";
  const message = el("div", { className }, el("p", { textContent: text }), ...buttons);
  document.querySelector("#toast, .messages")?.replaceChildren(message);
  return message;
}
